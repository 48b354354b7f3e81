package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what waits for a person. */
@CommandLine.Command(
    name = "inbox list",
    description =
        "What waits for you, over all pools: questions and reviews, what failed or is done and was"
            + " not seen, what works, what stands still.",
    footer = {
      "",
      "Example:",
      "  agentpool inbox --watch",
      "  agentpool inbox --seen --all",
      "  agentpool answer question-1a2b yes --for 1h",
      "",
      "agentpool inbox grants lists what is allowed for a while, agentpool inbox revoke ID takes it"
          + " back."
    })
final class InboxCommand extends ProjectCommand {
  @NamesTask
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "One question, whole; with --seen a task.")
  @Nullable String id;

  @Option(names = "--here", description = "Only what is of this project's pool.")
  boolean onlyHere;

  @Option(
      names = "--watch",
      description = "Live: drawn anew at each change; what you type answers the first question.")
  boolean watch;

  @Option(
      names = "--seen",
      description = "Say that you have looked at the task ID, or with --all at all of them.")
  boolean seen;

  @Option(names = "--all", description = "With --seen: all tasks that have ended.")
  boolean all;

  @Override
  public int run(Surroundings here) {
    if (seen || all) {
      if (!seen) {
        throw CliException.usage("--all goes with --seen");
      }
      return seen(here);
    }
    if (watch) {
      String path =
          new Query("/v1/inbox/stream").with("dir", onlyHere ? project(here) : null).toString();
      if (!json && LiveInbox.isPossible(here)) {
        new LiveInbox(here).watch(path);
      } else {
        new InboxLines(here, json).watch(path);
      }
      return ExitCode.DONE;
    }
    Json answer =
        here.daemon()
            .get(
                id != null
                    ? Query.question(id, "")
                    : new Query("/v1/inbox")
                        .with("dir", onlyHere ? project(here) : null)
                        .toString());
    Terminal terminal = here.terminal();
    if (json) {
      terminal.printJson(answer);
    } else if (id != null) {
      whole(terminal, answer);
    } else {
      list(terminal, answer);
    }
    return ExitCode.DONE;
  }

  private static void list(Terminal terminal, Json inbox) {
    List<Json> sections = inbox.get("sections").items();
    InboxText text = new InboxText(Instant.now(), terminal, sections);
    boolean any = false;
    for (Json section : sections) {
      boolean isPaused = section.text("name").equals("paused"); // told with its plan below
      for (Screen.Line line : isPaused ? List.<Screen.Line>of() : text.of(section)) {
        terminal.printRow(line.colour(), line.text());
        any = true;
      }
    }
    for (Json question : inbox.get("questions").items()) {
      if (question.text("kind").equals("money")) {
        money(terminal, question);
      }
    }
    for (Json standing : inbox.get("paused").items()) {
      terminal.print(Standing.line(standing.get("pause")));
      any = true;
    }
    for (Json hold : inbox.get("held").items()) {
      terminal.print(Standing.held(hold));
      any = true;
    }
    if (!any) {
      terminal.say("nothing waits for you");
    }
  }

  private static void money(Terminal terminal, Json question) {
    Json about = question.get("about");
    terminal.print(
        "    "
            + about.number("tasks")
            + " waiting, about "
            + Text.usd(about.number("about_microdollars"))
            + "; agentpool answer "
            + question.text("id")
            + " "
            + sayable(question));
  }

  private static String sayable(Json question) {
    String unit = question.get("about").text("unit");
    if (unit.isEmpty() || unit.equals("usd")) {
      return "raise 5 | raise 5 today | drop";
    }
    return question.get("options").items().stream()
        .map(option -> String.valueOf(option.textOrNull()))
        .collect(Collectors.joining(" | "));
  }

  private int seen(Surroundings here) {
    if (all == (id != null)) {
      throw CliException.usage(
          "name a task, as in: agentpool inbox --seen task-1a2b, or say --seen --all");
    }
    JsonObject body = Json.object().put("all", all);
    if (id != null) {
      body.put("ids", List.of(id));
    }
    Json answer =
        here.daemon()
            .post(
                new Query("/v1/inbox/seen").with("dir", onlyHere ? project(here) : null).toString(),
                body);
    if (json) {
      here.terminal().printJson(answer);
    } else {
      here.terminal().print(Text.count(answer.number("seen"), "task") + " seen");
    }
    return ExitCode.DONE;
  }

  private static void whole(Terminal terminal, Json question) {
    terminal.print(question.text("title"));
    terminal.print(question.get("about").toString());
    for (Json option : question.get("options").items()) {
      terminal.print("  - " + option.textOrNull());
    }
    Json answer = question.get("answer");
    terminal.print(
        question.text("state")
            + (answer.text("by").isEmpty()
                ? ""
                : ": " + answer.text("verdict") + " by " + answer.text("by"))
            + (question.text("reason").isEmpty() ? "" : ": " + question.text("reason")));
  }
}
