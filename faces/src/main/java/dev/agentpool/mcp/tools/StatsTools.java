package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Stats;
import dev.agentpool.answer.StatsCard;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.StatsRows;
import dev.agentpool.request.CardRequest;
import dev.agentpool.request.StatsRequest;
import java.util.List;
import java.util.Optional;

/** What was done in a time (spec control-plane 17, toolset stats). */
final class StatsTools {
  private static final String WINDOW = "36h, 7d, 4w, all, a date, or FROM/TO; 7d when absent";
  private static final String SCOPE = "mine when absent: this connection's sessions; or all";

  private StatsTools() {}

  static List<Tool> all() {
    return List.of(get(), card());
  }

  private static Tool get() {
    return Tool.of(
            "get_stats",
            "Figures of a time",
            "Tells what was done in a time: sessions, parallelism, limits met and avoided, quota,"
                + " tokens, money, and days.")
        .asks(StatsRows.GET)
        .takes(
            Fields.NONE
                .may("window", Schema.text(WINDOW))
                .may("provider_id", Schema.text("this one alone, such as claude-code"))
                .may("sections", Schema.textOrTexts("these alone; several with commas"))
                .may("scope", Schema.text(SCOPE)))
        .gives(Fields.answer(Stats.class))
        .in(Toolset.STATS)
        .reads()
        .does(call ->
            Answer.of(
                call.ask(
                    StatsRows.GET,
                    new StatsRequest(
                        Optional.ofNullable(call.textOrNull("window")),
                        Optional.ofNullable(call.textOrNull("provider_id")),
                        Optional.of(Optional.ofNullable(call.textOrNull("scope")).orElse("mine")),
                        call.eachText("sections"),
                        Optional.empty()))));
  }

  private static Tool card() {
    return Tool.of(
            "get_stats_card",
            "A picture of figures",
            "Draws what was done in a time as a PNG without private words, and tells where it is.")
        .asks(StatsRows.CARD)
        .takes(
            Fields.NONE
                .may("window", Schema.text(WINDOW))
                .may(
                    "output_path", Schema.text("an absolute path; in agentpool's home when absent"))
                .may("scope", Schema.text(SCOPE)))
        .gives(Fields.answer(StatsCard.class))
        .in(Toolset.STATS)
        .hinted(new ToolHints(false, false, true, false))
        .does(call ->
            Answer.of(
                call.ask(
                    StatsRows.CARD,
                    new CardRequest(
                        Optional.ofNullable(call.textOrNull("window")),
                        Optional.ofNullable(call.textOrNull("output_path")),
                        Optional.of(Optional.ofNullable(call.textOrNull("scope")).orElse("mine")),
                        Optional.empty()))));
  }
}
