using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Compatibility;

/// <summary>
/// What one version of a client does here, in a file beside this one, out of which <c>docs/compatibility.md</c> is made. Runs are held to it; set
/// TRACEHOUSE_ACCEPT=1 to write what a run has shown, with the notes that are there.
/// </summary>
/// <param name="Client">The client and its version.</param>
/// <param name="Rows">What it does.</param>
public sealed record ClientFragment([property: JsonPropertyName("client")] string Client, [property: JsonPropertyName("rows")] IReadOnlyList<ClientFeature> Rows)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Fails with the notes of the run where it shows something else than the file says.</summary>
    /// <param name="file">The name of the file, without its ending.</param>
    /// <param name="client">What the client is called in the table.</param>
    /// <param name="run">What the run has shown.</param>
    public static void Check(string file, string client, IReadOnlyList<ClientFeature> run)
    {
        var path = Path.Combine(Built.Root, "tests", "Tracehouse.EndToEnd", "Compatibility", $"{file}.json");
        var known = File.Exists(path) ? JsonSerializer.Deserialize<ClientFragment>(File.ReadAllText(path))! : new ClientFragment(client, []);
        if (Environment.GetEnvironmentVariable("TRACEHOUSE_ACCEPT") == "1")
        {
            known = new ClientFragment(client, [.. run.Select(row => row with { Note = known.Rows.FirstOrDefault(one => one.Feature == row.Feature)?.Note ?? "" })]);
            File.WriteAllText(path, JsonSerializer.Serialize(known, Readable) + "\n");
        }

        var differences = run.Where(row => known.Rows.FirstOrDefault(one => one.Feature == row.Feature)?.Works != row.Works);
        Assert.True(!differences.Any(), $"{file}.json says otherwise of:\n{string.Join('\n', differences.Select(row => $"{row.Feature}: {(row.Works ? "works" : row.Note)}"))}");
        Assert.Equal(known.Rows.Select(row => row.Feature), run.Select(row => row.Feature));
        Assert.Equal(client, known.Client);
        Assert.All(known.Rows.Where(row => !row.Works), row => Assert.NotEqual("", row.Note));
    }
}
