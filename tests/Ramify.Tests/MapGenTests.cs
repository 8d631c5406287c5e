using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests;

/// <summary>A generator that has gone blind makes every property test green: these hold its shares of the rare cases.</summary>
public sealed class MapGenTests
{
    [Fact]
    public void Maps_have_shared_nodes_several_roots_chains_and_links_in_meaningful_shares()
    {
        int maps = 0, shared = 0, threeParents = 0, severalRoots = 0, deep = 0, linked = 0, repeated = 0, sharedWithChildren = 0;
        MapGen.Map.Sample(map =>
        {
            maps++;
            var nodes = map.Nodes.ToList();
            if (nodes.Any(n => n.IsShared)) shared++;
            if (nodes.Any(n => n.IsShared && n.Children.Length > 0)) sharedWithChildren++;
            if (nodes.Any(n => n.ParentCount is 3 or 4)) threeParents++;
            if (map.Roots.Length > 1) severalRoots++;
            if (Outline.Of(map).Any(line => line.Depth > 6)) deep++;
            if (map.Links.Count > 0) linked++;
            if (nodes.DistinctBy(n => n.Text).Count() < nodes.Count) repeated++;
        }, iter: 500, threads: 1, seed: "0N0XIzNsQ0O2");
        foreach (var count in new[] { shared, threeParents, severalRoots, deep, linked, repeated, sharedWithChildren })
            Assert.True(count > maps / 3, $"of {maps}: {shared} {threeParents} {severalRoots} {deep} {linked} {repeated} {sharedWithChildren}");
    }
}
