package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import picocli.CommandLine.Option;

/** Whether a plan that was handed in is followed to its end. */
final class FollowFlags {
  @Option(
      names = {"--detach", "--no-wait"},
      description = "Return at once with its id.")
  boolean detach;

  @Option(names = "--wait", description = "Wait for its end (as without a flag).")
  boolean wait;

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show its progress.")
  boolean quiet;

  /** To be asked before anything is handed in. */
  void check() {
    if (detach && wait) {
      throw CliException.usage("--wait and --detach exclude each other");
    }
  }

  /** Returns the exit code. */
  int end(Surroundings here, String id, boolean json) {
    if (!detach) {
      return new ChainRun(here, id, quiet, json).toTheEnd();
    }
    if (json) {
      here.terminal().printJson(Json.object().put("chain_id", id));
    } else {
      here.terminal().print(id);
    }
    return ExitCode.DONE;
  }
}
