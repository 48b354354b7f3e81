package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Query;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Table;
import dev.agentpool.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists sessions. */
@CommandLine.Command(
    name = "sessions",
    description = "List live sessions of all projects and those that have ended, newest first.",
    footer = {
      "",
      "Example:",
      "  agentpool sessions --state running,awaiting_user_input",
      "  agentpool sessions --recent 5 --json"
    })
final class SessionsCommand extends LiveCommand {
  private static final int AT_ONCE = 500;
  private static final int SHOWN = 60;

  @Option(names = "--state", paramLabel = "A,B", description = "In these states alone.")
  @Nullable String state;

  @Option(names = "--provider", paramLabel = "ID", description = "Of this agent CLI alone.")
  @Nullable String provider;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 when absent.")
  @Nullable Integer limit;

  @Option(names = "--offset", paramLabel = "N", description = "Pass over so many of the newest.")
  @Nullable Integer offset;

  @Option(
      names = {"--repo", "-C", "--dir"},
      paramLabel = "DIR",
      description = "Of this project alone.")
  @Nullable String repo;

  @Option(names = "--recent", paramLabel = "N", description = "The newest N.")
  @Nullable Integer recent;

  @Option(names = "--all", description = "All of them.")
  boolean all;

  @Option(names = "--plain", description = "Lines of name=value.")
  boolean plain;

  @Override
  public String example() {
    return "agentpool sessions --limit 50 --offset 0 --json";
  }

  @Override
  public boolean takesDirectory() {
    return true;
  }

  @Override
  public int run(Surroundings here) {
    Plain.check(json, plain);
    if (recent != null && all) {
      throw wrong("INVALID_SESSION_PAGE", "--recent and --all say different things", "");
    }
    Json page =
        all
            ? everything(here)
            : page(here, recent == null ? limit : recent, recent == null ? offset : null);
    if (json) {
      here.terminal().printJson(page);
    } else if (plain) {
      Plain.sessions(here.terminal(), page);
    } else {
      print(here, page);
    }
    return ExitCode.DONE;
  }

  private Json page(Surroundings here, @Nullable Integer most, @Nullable Integer from) {
    return here.daemon()
        .get(
            new Query(ALL)
                .with("state", state)
                .with("provider_id", provider)
                .with("include_all", true)
                .with("limit", most)
                .with("offset", from)
                .with("repo_path", repo == null ? null : here.directory().resolve(repo).normalize())
                .toString());
  }

  private Json everything(Surroundings here) {
    List<Json> sessions = new ArrayList<>();
    Json page;
    do {
      page = page(here, AT_ONCE, sessions.size());
      sessions.addAll(page.get("sessions").items());
    } while (page.get("pagination").flag("has_more"));
    JsonObject pagination =
        Json.object()
            .put("limit", null)
            .put("offset", 0)
            .put("count", sessions.size())
            .put("total", sessions.size())
            .put("has_more", false)
            .put("next_offset", null);
    return Json.parse(
        Json.object()
            .put("sessions", sessions)
            .put("pagination", pagination)
            .put("scope", page.get("scope"))
            .toString());
  }

  private static void print(Surroundings here, Json page) {
    boolean isWide = here.terminal().isWide();
    String[] head = {"ID", "PROVIDER", "STATE", "SEAT", "ROLE", "TASK"};
    Table table =
        new Table(Table.with(isWide, head, "MODEL", "ACCOUNT", "POOL", "TURN", "REPO", "WORKTREE"));
    for (Json session : page.get("sessions").items()) {
      String[] usual = {
        session.text("id"),
        session.text("provider_id"),
        session.text("state"),
        session.text("seat"),
        session.text("role"),
        Text.oneLine(session.text("task"), isWide ? Integer.MAX_VALUE - 1 : SHOWN)
      };
      table.row(
          session.text("question_id").isEmpty() ? Colour.PLAIN : Colour.YELLOW,
          Table.with(
              isWide,
              usual,
              session.text("model"),
              session.text("account"),
              session.text("pool_id"),
              session.text("turn"),
              session.text("repo_path"),
              session.text("worktree_path")));
    }
    table.printOr(here.terminal(), "no live sessions; agentpool spawn opens one");
    Json pagination = page.get("pagination");
    if (pagination.flag("has_more")) {
      here.terminal()
          .say(
              pagination.number("total")
                  + " in all; more by --offset "
                  + pagination.number("next_offset"));
    }
  }
}
