namespace Tracehouse.Gateway.Secrets;

/// <summary>How secrets are kept, from the configuration section <c>Keys</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>What the keys of providers are encrypted with; unset means the content of <see cref="MasterKeyFile"/>. Servers of one ClickHouse need the same.</summary>
    public string? MasterKey { get; set; }

    /// <summary>The file with a random master key, made when it is first needed; <c>master.key</c> under <c>Data:Directory</c> when not set.</summary>
    public string MasterKeyFile { get; set; } = "";

    /// <summary>A JSON file of provider keys, by the names of their providers (<c>OPENTRACY_SECRETS_FILE</c>).</summary>
    public string? SecretsFile { get; set; }
}
