using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Ramify.Web;

/// <summary>
/// The address that people reach the site at, for canonical links, sharing and print. From the setting --address, else
/// from where the program listens; never from a request's Host header, which anybody can write.
/// </summary>
internal sealed class SiteAddress(IConfiguration configuration, IServer server)
{
    private readonly Lazy<string> root = new(() => Find(configuration["address"], server));

    /// <summary>A path as a full address.</summary>
    public string Of(string path) => root.Value + path;

    private static string Find(string? asked, IServer server)
    {
        var address = asked ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5080";
        return address.TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("[::1]", "localhost", StringComparison.Ordinal);
    }
}
