using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Ui.Access;
using Tracehouse.Ui.Aliases;
using Tracehouse.Ui.Assets;
using Tracehouse.Ui.Datasets;
using Tracehouse.Ui.Groups;
using Tracehouse.Ui.Layout;
using Tracehouse.Ui.Live;
using Tracehouse.Ui.Prices;
using Tracehouse.Ui.Sessions;
using Tracehouse.Ui.Settings;
using Tracehouse.Ui.Traces;
using Tracehouse.Ui.Trees;
using Tracehouse.Ui.Users;

namespace Tracehouse.Ui;

/// <summary>Puts the pages together.</summary>
public static class UiSetup
{
    /// <summary>Adds what the pages need. The questions, an <c>IPriceBook</c>, an <c>IAliasBook</c> and a <see cref="TimeProvider"/> must have been added.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        // Nothing in the pages outlives a request, so no keys need to be kept on a disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents();
        services.AddOptions<UiOptions>();
        services.AddSingleton<IValidateOptions<UiOptions>, UiOptionsValidator>();
        services.AddSingleton<AssetCatalog>();
        services.AddSingleton<BrowseQuestions>();
        services.AddSingleton<GroupQuestions>();
        services.AddSingleton<TreeShelf>();
        services.AddSingleton<TraceQuestions>();
        services.AddSingleton<ArrivalListeners>();
        return services;
    }

    /// <summary>Maps every page; <c>/</c> leads to the traces, and a browser that asks for what is nowhere gets a page that says so.</summary>
    public static void MapUi(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter(SafetyHeaders.Add);
        pages.MapGet("/", () => Results.Redirect("/traces"));
        pages.MapAssets();
        pages.MapArrivals();
        pages.MapBrowse();
        pages.MapTracePages();
        pages.MapSessionPages();
        pages.MapUserPages();
        pages.MapDatasetPages();
        pages.MapAccess();
        pages.MapPricePages();
        pages.MapAliasPages();
        pages.MapProblems();
    }
}
