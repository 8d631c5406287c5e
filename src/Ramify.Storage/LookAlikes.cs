using System.Collections.Frozen;

namespace Ramify.Storage;

/// <summary>
/// Letters that look like a plain Latin one: those with marks, and the look-alikes of Greek, Cyrillic and Armenian.
/// From the decompositions of the Unicode character database and the single letters of Unicode's confusables (UTS 39), in lower case.
/// </summary>
internal static class LookAlikes
{
    private const string Letters =
        "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžſơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻȁȃȅȇȉȋȍȏȑ"
        + "ȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙẛạảấầẩẫậắằẳẵặẹẻẽếề"
        + "ểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹøđłıħŧðþƒƀɨавеёкмнорстухіїјѕԁԛԝһьгпѵӏйизбшщαβεζηικμνορτυχωγάέήίόύώσςϊϋօսոհցյքրզ";

    private const string Plain =
        "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzsouaiouuuuuaagkoojgnaaaeeiioor"
        + "ruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwysaaaaaaaaaaaaeeeee"
        + "eeeiioooooooooooouuuuuuuyyyyodlihtdpfbiabeekmhopctyxiijsdqwhbrnvlnn36wwabeznikuvoptuxwyaeniouwociuounhgjpnq";

    public static readonly FrozenDictionary<char, char> ToPlain = Letters.Zip(Plain).ToFrozenDictionary(p => p.First, p => p.Second);
}
