using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ramify.Web.Components;

/// <summary>A text with the small markup of comments. Elements and text, never markup of somebody's making.</summary>
public sealed class MarkedText : ComponentBase
{
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var span in InlineMarkup.Read(Text))
        {
            var open = 0;
            if (span.Link is not null)
            {
                builder.OpenElement(0, "a");
                builder.AddAttribute(1, "href", span.Link);
                builder.AddAttribute(2, "rel", "noopener noreferrer ugc");
                open++;
            }
            foreach (var (isOn, name) in (ReadOnlySpan<(bool, string)>)[(span.IsBold, "strong"), (span.IsItalic, "em"), (span.IsCode, "code")])
            {
                if (!isOn) continue;
                builder.OpenElement(3, name);
                open++;
            }
            builder.AddContent(4, span.Text);
            for (; open > 0; open--) builder.CloseElement();
        }
    }
}
