using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>A call that somebody has given a name, in one of its revisions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RevisionId">The revision.</param>
/// <param name="Said">What it says, in the words of the second generation.</param>
/// <param name="CreatedAt">When this revision was made.</param>
internal sealed record Function(string Id, string RevisionId, JsonObject Said, DateTimeOffset CreatedAt)
{
    public string Name => Said["name"]?.GetValue<string>() ?? "";

    public string DatasetId => Said["dataset_id"]?.GetValue<string>() ?? "";

    /// <summary>A call of it that says nothing of its own.</summary>
    public CallRequest ToCall() => CallRequest.Read(new Fields(JsonElement.Parse(Answers.Text(Said))), Name);

    /// <summary>As the second generation tells it.</summary>
    public JsonObject ToBody()
    {
        var body = (JsonObject)Said.DeepClone();
        body["id"] = Id;
        body["revision_id"] = RevisionId;
        body["observer_enabled"] = false;
        return body;
    }
}
