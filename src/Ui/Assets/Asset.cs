namespace Tracehouse.Ui.Assets;

/// <summary>A file for the browser, ready to send as it is and compressed.</summary>
internal sealed record Asset(string ContentType, byte[] Plain, byte[] Brotli, byte[] Gzip);
