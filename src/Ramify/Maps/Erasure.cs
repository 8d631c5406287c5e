namespace Ramify.Maps;

/// <summary>Takes out of a state what one change wrote and nobody has written over since.</summary>
internal static class Erasure
{
    public static ChangeResult Erase(MapState state, long sequence, Writer by)
    {
        if (sequence <= 0 || sequence > state.Sequence) return ChangeResult.Refused(ChangeCodes.Unknown);
        // Searched, not indexed: erasing is rare and the stamps are few.
        var written = state.Stamps.All.Where(s => s.Value.Sequence == sequence && s.Key.Under == Guid.Empty).Select(s => s.Key).ToList();
        foreach (var id in written.Where(key => key.Register < Register.MapFields).Select(key => key.Id).Distinct())
        {
            if (state.Map.Find(id) is { } node) EraseNode(state, node, sequence, by);
            else if (state.Deletions.Tombstones.TryGetValue(id, out var tombstone)) EraseNode(state, tombstone.Node, sequence, by);
            else EraseLink(state, id, sequence, by);
        }
        foreach (var key in written.Where(key => key.Register >= Register.MapFields))
        {
            state.Map.SetInfo(state.Map.Info.With((MapField)(key.Register - Register.MapFields), MapInfo.None));
            state.Stamps.Write(key, by);
        }
        return ChangeResult.Applied();
    }

    private static void EraseNode(MapState state, Node node, long sequence, Writer by)
    {
        if (TryClaim(state, node.Id, StampKey.Of(node.Id, Register.Text), sequence, by)) state.Map.SetText(node, "");
        for (var field = NodeField.Note; field <= NodeField.Image; field++)
            if (TryClaim(state, node.Id, StampKey.Of(node.Id, field), sequence, by))
                state.Map.SetDetails(node, node.Details.With(field, NodeDetails.None));
    }

    private static void EraseLink(MapState state, Guid id, long sequence, Writer by)
    {
        for (var field = LinkField.Kind; field < LinkField.Key; field++)
        {
            if (!TryClaim(state, id, StampKey.Of(id, field), sequence, by)) continue;
            var erased = field;
            if (state.Map.FindLink(id) is { } link)
                state.Map.PutLink(LinkFields.Of(link).With(erased, LinkFields.None).Between(id, link.From, link.To));
            state.Deletions.RewriteLinks(id, fields => fields.With(erased, LinkFields.None));
        }
    }

    /// <summary>Whether a register's value came with this change; if so it is the eraser's now.</summary>
    private static bool TryClaim(MapState state, Guid id, StampKey register, long sequence, Writer by)
    {
        // What a node or link was created with has no stamps of its own; a link made anew outranks older ones.
        var written = Math.Max(state.Stamps.SequenceOf(register), state.Stamps.SequenceOf(StampKey.Of(id, Register.Created)));
        if (written != sequence) return false;
        state.Stamps.Write(register, by);
        return true;
    }
}
