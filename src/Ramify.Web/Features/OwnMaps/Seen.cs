using Ramify.Storage.Model;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>Who can come to a map, in words.</summary>
internal static class Seen
{
    public static string By(StoredMap map) => map.Visibility switch
    {
        _ when map.HiddenBy is not null => "only you: it is hidden",
        Visibility.Public => "in the library",
        Visibility.Link => "whoever has the link",
        Visibility.Class => "a class of yours",
        Visibility.Binned => "in the bin",
        _ => "only you",
    };
}
