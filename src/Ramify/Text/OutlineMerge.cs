using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// An outline that was edited as text comes back into its map node by node: a line that stays keeps its node with note, links and
/// everything else, and what others did meanwhile stands. The rules are in docs/spec/outline.md.
/// </summary>
public static class OutlineMerge
{
    /// <summary>What was done to a text, as changes of the map.</summary>
    /// <param name="map">The map as it is now.</param>
    /// <param name="before">The text as it was when editing began, read.</param>
    /// <param name="after">The text as it is, read.</param>
    /// <param name="newId">An id for what is new, another each time.</param>
    /// <returns>In the order in which they can be made.</returns>
    public static IReadOnlyList<MapChange> Changes(MindMap map, MindMap before, MindMap after, Func<Guid> newId) => new Merge(map, before, after, newId).Changes();

    private sealed class Merge
    {
        private readonly MindMap before, after;
        private readonly IReadOnlyDictionary<Node, Node> now, kept;
        private readonly Dictionary<Node, Node> was = [];
        private readonly Dictionary<Node, Guid> ids = [];
        private readonly Dictionary<(Node? Parent, Node Node), string> keys = [];
        private readonly HashSet<(Node? Parent, Node Node)> reordered = [];
        private readonly HashSet<Node> leaves = [];
        private readonly MindMap map;

        private readonly Func<Guid> newId;

        public Merge(MindMap map, MindMap before, MindMap after, Func<Guid> newId)
        {
            (this.map, this.before, this.after, this.newId) = (map, before, after, newId);
            (now, kept) = (OutlineMatch.Of(before, map), OutlineMatch.Of(before, after));
            foreach (var (old, one) in kept) was[one] = old;
            foreach (var node in after.Nodes)
                if (!was.TryGetValue(node, out var old)) ids[node] = newId();
                else if (now.TryGetValue(old, out var present)) ids[node] = present.Id;
        }

        public List<MapChange> Changes()
        {
            GiveKeys(null);
            foreach (var node in after.Nodes) GiveKeys(node);
            List<MapChange> first = [], then = [], last = [];
            foreach (var node in TopDown(after))
                if (!ids.TryGetValue(node, out var id)) continue;
                else if (was.TryGetValue(node, out var old)) Change(node, old, now[old], first, then, last);
                else Insert(node, id, then, last);
            Connect(last);
            foreach (var old in before.Nodes)
                if (!kept.ContainsKey(old) && now.TryGetValue(old, out var gone)) leaves.Add(gone);
            foreach (var (old, gone) in now)
                if (leaves.Contains(gone)) Delete(old, gone, first, last);
            return [.. first, .. then, .. last];
        }

        private void Insert(Node node, Guid id, List<MapChange> then, List<MapChange> last)
        {
            // What somebody deleted meanwhile is not brought back by a new line under it.
            var parent = node.Parent;
            while (parent is not null && !ids.ContainsKey(parent)) parent = parent.Parent;
            then.Add(new MapChange.Insert(id, parent is null ? null : ids[parent], keys.GetValueOrDefault((node.Parent, node), OrderKey.First), node.Text));
            foreach (var further in node.AlsoUnder) AddUnder(further.Parent, node, last);
        }

        private void Change(Node node, Node old, Node present, List<MapChange> first, List<MapChange> then, List<MapChange> last)
        {
            if (node.Text != old.Text) then.Add(new MapChange.SetText(present.Id, node.Text));
            var (had, has) = (ParentsOf(old).ToList(), ParentsOf(node).ToList());
            var added = has.Where(parent => !had.Exists(former => IsSame(former, parent))).ToList();
            foreach (var former in had.Where(former => !has.Exists(parent => IsSame(former, parent))))
            {
                var left = former is null ? null : now.GetValueOrDefault(former);
                if (present.Parent == left && (former is null || left is not null)) Move(node, present, added, then);
                else if (present.AlsoUnder.FirstOrDefault(link => link.Parent == left) is { } link) first.Add(new MapChange.Unlink(link.Id));
            }
            var moves = has.Where(parent => reordered.Contains((parent, node))).ToList();
            if (added.Contains(null))
            {
                // Its place under the parent that it had is a further one from now on, with the key that it gets there.
                var stays = moves.FirstOrDefault(parent => parent is not null && now[was[parent]] == present.Parent);
                MakeRoot(node, present, stays is null ? present.Key : keys[(stays, node)], added, then, last);
                moves.Remove(stays);
            }
            foreach (var parent in added) AddUnder(parent, node, last);
            foreach (var parent in moves) Reorder(parent, node, present, then, last);
        }

        /// <summary>A node leaves its primary parent for the one that it has first in the text.</summary>
        private void Move(Node node, Node present, List<Node?> added, List<MapChange> then)
        {
            var parent = node.Parent;
            added.Remove(parent);
            if (parent is null || ids.ContainsKey(parent))
                then.Add(new MapChange.Move(present.Id, parent is null ? null : ids[parent], keys.GetValueOrDefault((parent, node)) ?? KeyOf(parent, present) ?? OrderKey.First));
        }

        /// <summary>A node that becomes a root keeps its parents as further ones.</summary>
        private void MakeRoot(Node node, Node present, string key, List<Node?> added, List<MapChange> then, List<MapChange> last)
        {
            Move(node, present, added, then);
            if (present.Parent is { } former) last.Add(new MapChange.AddUnder(newId(), former.Id, present.Id, key));
        }

        private void AddUnder(Node? parent, Node node, List<MapChange> last)
        {
            if (parent is not null && ids.TryGetValue(parent, out var under))
                last.Add(new MapChange.AddUnder(newId(), under, ids[node], keys.GetValueOrDefault((parent, node), OrderKey.First)));
        }

        private void Reorder(Node? parent, Node node, Node present, List<MapChange> then, List<MapChange> last)
        {
            var key = keys[(parent, node)];
            var above = parent is null ? null : now[was[parent]];
            if (present.Parent == above) then.Add(new MapChange.Move(present.Id, above?.Id, key));
            else if (present.AlsoUnder.FirstOrDefault(link => link.Parent == above) is { } link) last.Add(new MapChange.SetLinkField(link.Id, LinkField.Key, new LinkFields { Key = key }));
        }

        /// <summary>None of its lines is there any more, so that none of its parents holds it.</summary>
        private void Delete(Node old, Node gone, List<MapChange> first, List<MapChange> last)
        {
            var held = ParentsOf(old).Select(parent => parent is null ? null : now.GetValueOrDefault(parent)).ToHashSet();
            first.AddRange(gone.AlsoUnder.Where(link => held.Contains(link.Parent)).Select(link => new MapChange.Unlink(link.Id)));
            if (gone.Parent is null || !leaves.Contains(gone.Parent)) last.Add(new MapChange.Delete(gone.Id));
        }

        private void Connect(List<MapChange> last)
        {
            var drawn = before.Links.Where(link => kept.ContainsKey(link.From) && kept.ContainsKey(link.To)).ToList();
            foreach (var link in after.Links)
            {
                var at = drawn.FindIndex(one => kept[one.From] == link.From && kept[one.To] == link.To && LinkFields.Of(one) == LinkFields.Of(link));
                if (at >= 0) drawn.RemoveAt(at);
                else if (ids.TryGetValue(link.From, out var from) && ids.TryGetValue(link.To, out var to)) last.Add(new MapChange.Link(newId(), from, to, LinkFields.Of(link)));
            }
            var gone = new HashSet<Guid>();
            foreach (var link in drawn)
                if (map.Links.Where(one => one.From == now.GetValueOrDefault(link.From) && one.To == now.GetValueOrDefault(link.To) && one.Kind == link.Kind && !gone.Contains(one.Id))
                    .MaxBy(one => (one.Sign == link.Sign ? 2 : 0) + (one.Label == link.Label ? 1 : 0)) is { } present)
                {
                    gone.Add(present.Id);
                    last.Add(new MapChange.Unlink(present.Id));
                }
        }

        /// <summary>Keys for those entries of a parent that are new there or stand elsewhere among the others; the longest run that kept its order stays.</summary>
        private void GiveKeys(Node? parent)
        {
            var entries = new List<Node>();
            foreach (var child in parent is null ? after.Roots : parent.Children) entries.Add(child.Node);
            var old = parent is null ? null : was.GetValueOrDefault(parent);
            var places = new Dictionary<Node, int>();
            if (parent is null || old is not null)
                foreach (var child in old is null ? before.Roots : old.Children) places[child.Node] = places.Count;
            var stays = InOrder([.. entries.Select(entry => was.TryGetValue(entry, out var former) && places.TryGetValue(former, out var place) ? place : -1)]);
            var present = entries.ConvertAll(entry => was.TryGetValue(entry, out var former) && now.TryGetValue(former, out var node) ? KeyOf(parent, node) : null);
            var next = new string?[entries.Count];
            for (var i = entries.Count - 1; i > 0; i--) next[i - 1] = stays[i] && present[i] is { } stands ? stands : next[i];
            string? low = null;
            for (var i = 0; i < entries.Count; i++)
            {
                if (stays[i])
                {
                    if (string.CompareOrdinal(present[i], low) > 0) low = present[i];
                    continue;
                }
                keys[(parent, entries[i])] = low = OrderKey.Between(low, string.CompareOrdinal(next[i], low) > 0 ? next[i] : null);
                if (was.TryGetValue(entries[i], out var one) && places.ContainsKey(one)) reordered.Add((parent, entries[i]));
            }
        }

        /// <summary>The order key of a node of the map under what a parent of the text is there.</summary>
        private string? KeyOf(Node? parent, Node node)
        {
            var above = parent is null ? null : was.TryGetValue(parent, out var old) ? now.GetValueOrDefault(old) : null;
            if (parent is not null && above is null) return null;
            return node.Parent == above ? node.Key : node.AlsoUnder.FirstOrDefault(link => link.Parent == above)?.Key;
        }

        private bool IsSame(Node? former, Node? parent) => former is null ? parent is null : parent is not null && kept.GetValueOrDefault(former) == parent;

        /// <summary>Every node after all its parents: so what has its place by then is never below what is moved next.</summary>
        private static List<Node> TopDown(MindMap map)
        {
            var order = map.Nodes.Where(node => node.ParentCount == 0).ToList();
            var waits = new Dictionary<Node, int>();
            for (var i = 0; i < order.Count; i++)
                foreach (var child in order[i].Children)
                    if ((waits[child.Node] = waits.GetValueOrDefault(child.Node) + 1) == child.Node.ParentCount) order.Add(child.Node);
            return order;
        }

        private static IEnumerable<Node?> ParentsOf(Node node) => node.AlsoUnder.Select(link => link.Parent).Prepend(node.Parent);

        /// <summary>Which of some places belong to a longest run that ascends; those below 0 do not. O(n log n).</summary>
        private static bool[] InOrder(int[] places)
        {
            var (ends, before) = (new List<int>(), new int[places.Length]);
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] < 0) continue;
                var (low, high) = (0, ends.Count);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (places[ends[middle]] < places[i]) low = middle + 1;
                    else high = middle;
                }
                before[i] = low > 0 ? ends[low - 1] : -1;
                if (low == ends.Count) ends.Add(i);
                else ends[low] = i;
            }
            var stays = new bool[places.Length];
            for (var i = ends.Count > 0 ? ends[^1] : -1; i >= 0; i = before[i]) stays[i] = true;
            return stays;
        }
    }
}
