package dev.agentpool.cli.smoke;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.control.PlayedAgents;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Goes with one agent through a whole session: spawn, observe, send, collect, terminate. */
@CommandLine.Command(
    name = "smoke",
    description =
        "Try a whole session with an agent that changes nothing: free with fake-question (the usual"
            + " one) and scripted; with a real one two short questions, when you say"
            + " --real-read-only.",
    footer = {
      "",
      "Example:",
      "  agentpool smoke",
      "  agentpool smoke --provider claude-code --real-read-only --json"
    })
final class SmokeCommand extends Command {
  private static final int LONGEST_SECONDS = 600;

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Which agent; fake-question when absent.")
  String provider = "fake-question";

  @Option(
      names = {"--repo", "-C", "--dir"},
      paramLabel = "DIR",
      description = "The project it looks at; a scratch folder when absent.")
  @Nullable String repo;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Which model; the provider's cheap one for this when absent.")
  @Nullable String model;

  @Option(
      names = "--real-read-only",
      description =
          "Ask a real agent, which may cost money: at most $0.10 a question in a scratch folder.")
  boolean real;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "How many seconds its answer may take, 1 to 600; 60 when absent.")
  int timeout = 60;

  @Option(
      names = "--no-accept-startup-trust",
      description = "Leave a CLI's question unanswered whether it trusts the folder.")
  boolean noTrust;

  @Override
  public boolean takesDirectory() {
    return true;
  }

  @Override
  public int run(Surroundings here) {
    if (timeout < 1 || timeout > LONGEST_SECONDS) {
      throw CliException.usage("--timeout must be 1 to " + LONGEST_SECONDS + " seconds");
    }
    boolean fake = PlayedAgents.is(provider);
    boolean free = fake || provider.equals("scripted");
    if (!free && !real) {
      throw blocked();
    }
    Terminal terminal = here.terminal();
    Path project = repo == null ? Scratch.project(here.environment()) : named(here, repo);
    if (!free) {
      terminal.say(
          Colour.BOLD,
          "This asks "
              + provider
              + " two short questions, which your account pays: at most "
              + (repo == null
                  ? "$" + Scratch.TURN_USD + " each"
                  : "what the caps of that project allow")
              + " and "
              + timeout
              + " s each. Ctrl-C ends it.");
    }
    Smoke smoke = new Smoke(here, project, provider, timeout);
    JsonObject result =
        fake ? new FakeSmoke(smoke).run() : new RealSmoke(smoke, model, !noTrust).run();
    return told(terminal, Json.parse(result.toString()));
  }

  private CliException blocked() {
    Json details =
        Json.parse(
            Json.object()
                .put("control_code", "POLICY_BLOCKED")
                .put("provider_id", provider)
                .put("example", "agentpool inventory --json")
                .toString());
    return new CliException(
        ExitCode.REFUSED,
        "policy_blocked",
        provider
            + " is a real agent, which may cost money: say --real-read-only when you mean it (free:"
            + " fake-question, scripted)",
        details,
        "agentpool inventory --json");
  }

  private static Path named(Surroundings here, String repo) {
    Path named = here.directory().resolve(repo).normalize();
    if (!Files.isDirectory(named)) {
      throw CliException.usage("there is no directory " + named);
    }
    return named;
  }

  private int told(Terminal terminal, Json result) {
    boolean ok = result.flag("ok");
    if (json) {
      terminal.printJson(result);
    } else {
      terminal.print("session: " + result.text("session_id"));
      terminal.print("provider: " + result.text("provider_id"));
      terminal.print("artifact_dir: " + result.text("artifact_dir"));
      String why = result.text("blocked_reason");
      terminal.printRow(
          ok ? Colour.GREEN : Colour.RED,
          "ok: " + (ok ? "yes" : "no" + (why.isEmpty() ? "" : ", " + why)));
    }
    return ok ? ExitCode.DONE : ExitCode.TASK_FAILED;
  }
}
