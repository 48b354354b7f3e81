package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Candidates;
import dev.agentpool.answer.UsageSnapshots;
import dev.agentpool.answer.UsageSummary;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.InventoryRows;
import dev.agentpool.operation.UsageRows;
import dev.agentpool.request.UsageRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is and what it has left, under the control plane's names (spec control-plane 17). */
final class UsageTools {
  private static final double USUAL_SECONDS = 25;
  private static final double LONGEST_SECONDS = 600;
  private static final Fields ASKED =
      Fields.NONE
          .may("provider_id", Schema.name("this one alone, such as claude-code"))
          .may("refresh", Schema.flag("ask now; else what is remembered is told"))
          .may(
              "backend",
              Schema.choice("combined when absent", "native", "codexbar", "ccusage", "combined"))
          .may("timeout_seconds", seconds());

  private UsageTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.doing(
                InventoryRows.GET,
                "get_inventory",
                "The agent CLIs",
                "Lists the agent CLIs of this machine: installed, logged in, models, abilities."
                    + " Asks nobody for quota.")
            .in(Toolset.DEFAULT)
            .reads(),
        summary(
            "get_usage_summary",
            "What providers have left",
            "Tells which providers can be given work, what each has left, and when the next is"
                + " free. Unknown is not available; stale is information, no veto. The order is"
                + " no ranking."),
        summary(
            "get_capacity_summary", "What providers have left", "The same as get_usage_summary."),
        Tool.of(
                "get_usage_snapshot",
                "Snapshots of usage",
                "Tells the newest snapshot of a provider's quota, or of all; refresh asks them"
                    + " now, within timeout_seconds: who is late is unknown, and partial true.")
            .with(UsageRows.READ, UsageSnapshots.class)
            .takes(ASKED)
            .in(Toolset.DEFAULT)
            .reads()
            .does(call -> Answer.of(call.ask(UsageRows.READ, asked(call)))),
        Tool.doing(
                UsageRows.LIST,
                "get_cached_usage_snapshot",
                "Remembered snapshots",
                "Tells the newest snapshots that are remembered, and asks nobody.")
            .in(Toolset.DEFAULT)
            .reads(),
        Tool.doing(
                InventoryRows.MODELS,
                "get_provider_models",
                "Models of agent CLIs",
                "Lists the models of one provider, or of all.")
            .in(Toolset.DEFAULT)
            .reads(),
        Tool.of(
                "filter_candidates",
                "Providers that fit",
                "Sorts providers into those that have what is wanted and those that do not, with"
                    + " reasons. It ranks none.")
            .with(UsageRows.CANDIDATES, Candidates.class)
            .in(Toolset.USAGE)
            .reads()
            .does(call -> Answer.of(call.ask(UsageRows.CANDIDATES))));
  }

  private static Tool summary(String name, String title, String description) {
    return Tool.of(name, title, description)
        .with(UsageRows.SUMMARY, UsageSummary.class)
        .takes(ASKED)
        .in(Toolset.DEFAULT)
        .reads()
        .does(call -> Answer.of(call.ask(UsageRows.SUMMARY, asked(call))));
  }

  private static UsageRequest asked(Call call) {
    return new UsageRequest(
        Optional.ofNullable(call.textOrNull("provider_id")),
        call.flag("refresh", false),
        Optional.ofNullable(call.textOrNull("backend")),
        Optional.of(Duration.ofMillis(Math.round(timeout(call) * 1000))));
  }

  private static double timeout(Call call) {
    double seconds =
        call.raw().arguments().get("timeout_seconds") instanceof Number said
            ? said.doubleValue()
            : USUAL_SECONDS;
    if (!(seconds >= 0.001 && seconds <= LONGEST_SECONDS)) {
      throw Refused.invalid("'timeout_seconds' must be above 0 and at most 600, not " + seconds);
    }
    return seconds;
  }

  private static Map<String, Object> seconds() {
    Map<String, Object> schema = new LinkedHashMap<>(Schema.NUMBER);
    schema.put("exclusiveMinimum", 0);
    schema.put("maximum", LONGEST_SECONDS);
    schema.put("description", "25 when absent; who is later is unknown");
    return schema;
  }
}
