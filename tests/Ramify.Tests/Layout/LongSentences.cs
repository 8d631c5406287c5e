using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Layout;

/// <summary>
/// A map of our own that is as hard to draw as a student's page: 47 nodes, most of them sentences, a root with a single
/// child, eight main branches of very different size, three nodes under two parents each, of which one stands between.
/// </summary>
internal static class LongSentences
{
    public static MindMap Map => OutlineText.Read(Outline, MapLimits.Upload).Map;

    private const string Outline = """
        - The age of steam 1760 - 1850
          - How a country of farms became a country of factories
            - Before the engines came most goods were made at home, by families who also kept a field, a cow and a loom in the kitchen.
              - After the enclosure of the commons, villages changed in four ways.
                - Open fields were hedged and ditched
                - Many small farmers sold up and became labourers for wages
                - larger farms paid for drainage and marl
                - They tried new rotations of crops
                - When prices rose in the war years, landowners ploughed up heath to grow still more wheat
                  - Norfolk, whose light soils suited turnips and clover, fed more cattle in winter than it had ever done in summer
                  - Leicester; breeders chose sheep for meat, not for wool, and let out their best rams by the season for very high fees
                  - Wiltshire, poorest of the southern counties by then. Its weavers lost their trade to the north, its labourers rioted against threshing machines in 1830, and many of them were transported for it, some for life.
            - Coal and Iron
              - A mine had to be drained, whatever it cost, or it would drown.
                - Savery sold a pump without a piston, which burnt far too much coal for most of the mines that bought one.
                - Newcomen and his partner, improving on the pump with a cylinder and a beam, drained deeper pits through half of Europe.
                  - Watt worked on a model that had stopped. He saw where the heat was lost and added a separate condenser to the cylinder.
                    - Savery sold a pump without a piston, which burnt far too much coal for most of the mines that bought one.
                - Watt worked on a model that had stopped. He saw where the heat was lost and added a separate condenser to the cylinder.
              - Coke for charcoal
                - To spare the woods, the Darbys smelted iron with coke, which was cheaper but made for a brittle metal.
                  - As puddling spread from the 1780s on, bar iron from coke could replace the iron that had been shipped from Sweden.
                - Foundries began to cast bridges, beams and boilers, driving the price of iron down/
            - The mills of the North
              - Cotton was a new cloth. people wanted it light and printed
                - Spinners answered the hunger of the weavers for yarn with one machine after another, A race of jennies, frames, mules and their copies.
                  - 12 pounds of cotton an hour, where one had been
                - Owners built the great mills to bring the work of many hands under one roof, and to keep the water wheel and later the engine in use by day and by night
                  - Visitors described Manchester, Stockport, Oldham and their chimneys (Some of them with admiration) and were shaken all the same.
                    - Power looms came late and broke the handloom weavers, whose wages had been high a generation before (some rioted
                  - Power looms came late and broke the handloom weavers, whose wages had been high a generation before (some rioted
                  - Reports to Parliament showed children as young as six at the machines, 14 hours a day, 300 days a year.
              - What the mills changed
                - It ended work at home
                - Whole towns grew within one generation, without drains or clean water
                - It led to the first laws on hours and to inspectors who were paid to enforce them.
            - Canals and railways across the country
              - Brindley never used a drawing for his canals, so the plans of the early lines survive in letters only
              - Canals became the roads of the potteries and kept their wares from breaking
              - The need for a faster way was felt as mills waited for cotton so investors turned to iron rails on the land
                - He laid rails so horses could pull more
                - He allowed for a steady slope to be climbed (by cutting)
                - Raised the weight of rails so they could carry engines
                - He built a bridge of iron
              - Following the trials of 1829 every town asked for a line and for money from its banks
              - Companies started using the telegraph to warn the stations that lay ahead
            - Banks were wary of new trades so many owners borrowed from their families
            - Workers tested the patience of masters by forming friendly societies
            - In conclusion machines changed the country and put people under the clock. They could not turn back.
            - Steam rewarded those with coal and punished those without. After the railways came every other country had to choose whether to follow or to buy
        """;
}
