using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>What a change may carry, whatever the map it meets.</summary>
internal static class ChangeCheck
{
    /// <summary>An Undo carries the inverse of one change: a move, say, and the links at either end that moves used up.</summary>
    private const int UndoParts = 8;

    private const byte Colours = 8;

    /// <summary>Why a change cannot be applied to any map; null where nothing is wrong with it.</summary>
    public static string? Fault(MapChange change, MapLimits limits) => change switch
    {
        MapChange.Insert c => c.Node == Guid.Empty ? ChangeCodes.Invalid : OfKey(c.Key) ?? OfText(c.Text, limits),
        MapChange.SetText c => OfText(c.Text, limits),
        MapChange.SetField c => OfField(c.Field, c.Value, limits),
        MapChange.Move c => OfKey(c.Key),
        MapChange.AddUnder c => c.Id == Guid.Empty ? ChangeCodes.Invalid : OfKey(c.Key),
        MapChange.Link c => c.Id == Guid.Empty || c.Fields.Key is not null ? ChangeCodes.Invalid : OfLink(c.Fields, limits),
        MapChange.SetLinkField c => OfLinkField(c, limits),
        MapChange.SetMapField c => OfInfo(c.Field, c.Value, limits),
        MapChange.AttachImage c => OfHash(c.Hash),
        MapChange.Rekey c => c.Keys.IsDefault ? ChangeCodes.Invalid : Ascends(c.Keys) ? null : ChangeCodes.BadKey,
        MapChange.Undo c => OfUndo(c, limits),
        _ => null,
    };

    private static string? OfKey(string key) => OrderKey.IsValid(key) ? null : ChangeCodes.BadKey;

    private static string? OfText(string? text, MapLimits limits) =>
        text is null || text.Length <= limits.TextLength ? null : ChangeCodes.TextTooLong;

    private static string? OfField(NodeField field, NodeDetails value, MapLimits limits) => field switch
    {
        NodeField.Note => OfText(value.Note, limits),
        NodeField.Link => value.Link is null || SafeLink.Normalise(value.Link) is not null ? null : ChangeCodes.UnsafeLink,
        NodeField.Date => OfText(value.Date, limits),
        NodeField.Tags => OfTags(value.Tags, limits),
        NodeField.Folded => null,
        NodeField.Style => IsStyle(value.Style) ? null : ChangeCodes.Invalid,
        NodeField.Image => value.Image is null ? null : OfHash(value.Image),
        _ => ChangeCodes.Invalid,
    };

    private static string? OfTags(ImmutableArray<string> tags, MapLimits limits)
    {
        if (tags.IsDefault) return ChangeCodes.Invalid;
        // A tag counts for one more than its letters: many empty ones are too many as well.
        return tags.Sum(tag => tag.Length + 1L) <= limits.TextLength ? null : ChangeCodes.TextTooLong;
    }

    private static bool IsStyle(NodeStyle style) =>
        style.Colour <= Colours && style.Shape <= NodeShape.Filled && style.Emphasis <= NodeEmphasis.Bold;

    private static string? OfHash(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? null : ChangeCodes.Invalid;

    private static string? OfLink(LinkFields fields, MapLimits limits)
    {
        for (var field = LinkField.Kind; field < LinkField.Key; field++)
            if (OfLinkField(field, fields, limits) is { } fault) return fault;
        return null;
    }

    private static string? OfLinkField(MapChange.SetLinkField change, MapLimits limits) =>
        change.Field == LinkField.Key ? OfKey(change.Value.Key ?? "") : OfLinkField(change.Field, change.Value, limits);

    private static string? OfLinkField(LinkField field, LinkFields value, MapLimits limits) => field switch
    {
        LinkField.Kind => LinkKinds.IsValid(value.Kind) ? null : ChangeCodes.Invalid,
        LinkField.Label => OfText(value.Label, limits),
        LinkField.Sign => value.Sign is >= -1 and <= 1 ? null : ChangeCodes.Invalid,
        LinkField.Strength => value.Strength is null or (>= 0 and <= 1) ? null : ChangeCodes.Invalid,
        LinkField.Verb => OfText(value.Verb, limits),
        LinkField.Source => OfText(value.Source, limits),
        LinkField.Evidence => OfText(value.Evidence, limits),
        _ => ChangeCodes.Invalid,
    };

    private static string? OfInfo(MapField field, MapInfo value, MapLimits limits) => field switch
    {
        MapField.Title => OfText(value.Title, limits),
        MapField.Description => OfText(value.Description, limits),
        MapField.Author => OfText(value.Author, limits),
        MapField.Licence => OfText(value.Licence, limits),
        MapField.Subject => OfText(value.Subject, limits),
        MapField.Topic => OfText(value.Topic, limits),
        MapField.Level => OfText(value.Level, limits),
        MapField.Board => OfText(value.Board, limits),
        MapField.Specification => OfText(value.Specification, limits),
        MapField.Language => OfText(value.Language, limits),
        MapField.Date => OfText(value.Date, limits),
        MapField.Tags => OfTags(value.Tags, limits),
        _ => ChangeCodes.Invalid,
    };

    private static bool Ascends(ImmutableArray<string> keys)
    {
        for (var i = 0; i < keys.Length; i++)
            if (!OrderKey.IsValid(keys[i]) || (i > 0 && string.CompareOrdinal(keys[i - 1], keys[i]) >= 0)) return false;
        return true;
    }

    private static string? OfUndo(MapChange.Undo undo, MapLimits limits)
    {
        if (undo.Inverse.IsDefaultOrEmpty || undo.Inverse.Length > UndoParts) return ChangeCodes.Invalid;
        // A delete is named by its sequence, so one change holds one at most.
        if (undo.Inverse.Count(part => part is MapChange.Delete) > 1 || undo.Inverse.Any(part => !IsInverse(part))) return ChangeCodes.Invalid;
        return undo.Inverse.Select(part => Fault(part, limits)).FirstOrDefault(fault => fault is not null);
    }

    private static bool IsInverse(MapChange change) => change
        is not (MapChange.Insert or MapChange.AttachImage or MapChange.Rekey or MapChange.Undo or MapChange.Erase);
}
