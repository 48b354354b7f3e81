package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.ProjectCommand;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets providers start nothing, or start tasks again. */
abstract sealed class HoldCommand extends ProjectCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROVIDER",
      description = "As agentpool providers names it.")
  @Nullable String provider;

  /** Holds. */
  @CommandLine.Command(
      name = "hold",
      description = {
        "Let a provider start nothing, in all pools, although its limit is reset; what runs goes"
            + " on.",
        "Without a name: those that stand still now."
      },
      footer = {"", "Example:", "  agentpool hold", "  agentpool hold claude-code"})
  static final class Begin extends HoldCommand {
    @Option(names = "--all", description = "All providers.")
    boolean all;

    @Override
    public int run(Surroundings here) {
      if (all && provider != null) {
        throw CliException.usage("name a provider or say --all, not both");
      }
      Json answer = ask(here, "/v1/providers/hold", body(here).put("all", all));
      if (!json) {
        List<Json> changed = answer.get("changed").items();
        here.terminal()
            .print(
                changed.isEmpty()
                    ? "held already: " + names(answer.get("held").items())
                    : "held until agentpool unhold: " + names(changed));
      }
      return ExitCode.DONE;
    }
  }

  /** Takes holds back. */
  @CommandLine.Command(
      name = "unhold",
      description = "Let held providers start tasks again; without a name all that are held.",
      footer = {"", "Example:", "  agentpool unhold"})
  static final class End extends HoldCommand {
    @Override
    public int run(Surroundings here) {
      Json answer = ask(here, "/v1/providers/unhold", body(here));
      if (!json) {
        List<Json> changed = answer.get("changed").items();
        here.terminal()
            .print(changed.isEmpty() ? "nothing was held" : "may start tasks: " + names(changed));
        List<Json> left = answer.get("held").items();
        if (!left.isEmpty()) {
          here.terminal().say("still held: " + names(left));
        }
      }
      return ExitCode.DONE;
    }
  }

  JsonObject body(Surroundings here) {
    JsonObject body =
        Json.object()
            .put("by", System.getProperty("user.name"))
            .put("dir", project(here).toString());
    return provider == null ? body : body.put("provider", provider);
  }

  Json ask(Surroundings here, String path, JsonObject body) {
    Json answer = here.daemon().post(path, body);
    if (json) {
      here.terminal().printJson(answer);
    }
    return answer;
  }

  private static String names(List<Json> held) {
    return held.stream()
        .map(hold -> hold.text("provider").equals("*") ? "all providers" : hold.text("provider"))
        .collect(Collectors.joining(", "));
  }
}
