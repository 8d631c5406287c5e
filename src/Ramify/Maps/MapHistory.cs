using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>
/// One person's undo and redo. It says which changes to send; they go the way of every change, and come back through
/// <see cref="Record"/> like all others of that person.
/// </summary>
/// <remarks>Undo takes back one's own last step, whatever others did since; their later writes stand.</remarks>
public sealed class MapHistory
{
    private readonly Stack<Step> undo = new();
    private readonly Stack<Step> redo = new();
    private readonly Dictionary<long, (Step Step, Stack<Step> Goes)> underway = [];

    private readonly record struct Done(long Sequence, ImmutableArray<MapChange> Inverse);

    /// <summary>The changes that one press of undo takes back together.</summary>
    private sealed class Step
    {
        public List<Done> Changes { get; } = [];
    }

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => undo.Count > 0;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => redo.Count > 0;

    /// <summary>Takes note of this person's change and of what became of it.</summary>
    /// <param name="entry">The change, at its place in the log.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="joinsLast">Whether it belongs to the step before, as the lines of one paste do.</param>
    public void Record(LoggedChange entry, ChangeResult result, bool joinsLast = false)
    {
        if (entry.Change is MapChange.Undo change && underway.Remove(change.Of, out var way))
        {
            // A part that others have written over has nothing to come back to.
            if (result.IsApplied) Add(way.Step, way.Goes, entry.Sequence, result.Inverse);
            return;
        }
        if (result.Inverse.IsEmpty) return;
        redo.Clear();
        Add(joinsLast && CanUndo ? undo.Peek() : new Step(), undo, entry.Sequence, result.Inverse);
    }

    /// <summary>The changes that take back the last step, the newest first; none where there is no step.</summary>
    public ImmutableArray<MapChange> Undo() => TakeBack(undo, redo);

    /// <summary>The changes that make the last undone step again; none where there is none.</summary>
    public ImmutableArray<MapChange> Redo() => TakeBack(redo, undo);

    /// <summary>The steps that can be undone, or made again, the oldest first; of each what takes its changes back, in the order they were made.</summary>
    /// <param name="isRedo">Whether those that can be made again.</param>
    public ImmutableArray<ImmutableArray<MapChange.Undo>> Steps(bool isRedo) =>
        [.. (isRedo ? redo : undo).Reverse().Select(step => step.Changes.Select(done => new MapChange.Undo(done.Sequence, done.Inverse)).ToImmutableArray())];

    /// <summary>Puts a step on top, as <see cref="Steps"/> gave it: of an earlier page of the same person.</summary>
    /// <param name="step">What takes its changes back.</param>
    /// <param name="isRedo">Whether it is one to be made again.</param>
    /// <param name="joinsLast">Whether it belongs to the step that is on top.</param>
    public void Remember(ImmutableArray<MapChange.Undo> step, bool isRedo = false, bool joinsLast = false)
    {
        var made = joinsLast && (isRedo ? redo : undo).TryPeek(out var top) ? top : new Step();
        foreach (var done in step) Add(made, isRedo ? redo : undo, done.Of, done.Inverse);
    }

    private static void Add(Step step, Stack<Step> stack, long sequence, ImmutableArray<MapChange> inverse)
    {
        if (step.Changes.Count == 0) stack.Push(step);
        step.Changes.Add(new Done(sequence, inverse));
    }

    private ImmutableArray<MapChange> TakeBack(Stack<Step> from, Stack<Step> to)
    {
        if (!from.TryPop(out var step)) return [];
        var opposite = new Step();
        foreach (var done in step.Changes) underway[done.Sequence] = (opposite, to);
        step.Changes.Reverse();
        return [.. step.Changes.Select(done => new MapChange.Undo(done.Sequence, done.Inverse))];
    }
}
