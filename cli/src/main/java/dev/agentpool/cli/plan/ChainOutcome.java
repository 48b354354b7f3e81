package dev.agentpool.cli.plan;

import dev.agentpool.cli.command.PlanOutcome;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.ShownIds;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import java.util.List;

/** Prints what a chain came to: its output on standard output, the rest as talk. */
record ChainOutcome(Surroundings here, String id) {
  /** Returns the exit code. */
  int print(boolean json, boolean quiet) {
    Json progress = here.daemon().get(Query.chain(id, ""));
    String status = progress.text("status");
    String shown = ShownIds.on(here.terminal(), List.of(id)).of(id);
    if (!Chains.hasEnded(status)) {
      if (json) {
        here.terminal().printJson(progress);
      } else {
        here.terminal().say(shown + " is " + status + "; see agentpool chain show " + shown);
      }
      return Chains.exitCode(status);
    }
    Json result = here.daemon().get(Query.chain(id, "/result"));
    PlanOutcome outcome = new PlanOutcome(shown, status, result);
    if (json) {
      here.terminal().printJson(result);
    } else {
      outcome.print(here.terminal());
    }
    if (!quiet) {
      here.terminal().say(outcome.summary());
    }
    return Chains.exitCode(status);
  }
}
