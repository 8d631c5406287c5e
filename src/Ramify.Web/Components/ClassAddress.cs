using Ramify.Storage.Model;

namespace Ramify.Web.Components;

/// <summary>Addresses of a class.</summary>
internal static class ClassAddress
{
    /// <summary>The page of a class.</summary>
    public static string PathOf(SchoolClass one) => $"/classes/{one.Id}";

    /// <summary>The full address that joins a class; null where nobody may.</summary>
    public static string? Joining(SchoolClass one, SiteAddress site) => one is { Code: { } code, ArchivedAt: null } ? site.Of($"/join/{code}") : null;

    /// <summary>
    /// Where the people of a class come to a map. A teacher's goes by way of joining, as long as that is open, so that one link does for
    /// everybody; whoever is in the class already does not notice.
    /// </summary>
    public static string OfMap(SchoolClass one, bool isTeacher, Guid map, SiteAddress site) =>
        isTeacher && Joining(one, site) is { } join ? $"{join}?map={map}" : site.Of($"{PathOf(one)}/maps/{map}");
}
