using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Records;

namespace Tracehouse.Query.Http;

/// <summary>On whose behalf a request is answered.</summary>
public static class CallerFeature
{
    /// <summary>Who the door has let in. Throws when no door has: no question may be asked for nobody.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}
