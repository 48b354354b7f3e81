package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import dev.agentpool.cli.terminal.Screen;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      QuestionText.print(terminal, answer);
    } else {
      list(terminal, answer);
    }
    return ExitCode.DONE;
  }

  private static void list(Terminal terminal, Json inbox) {
    List<Json> sections = inbox.get("sections").items();
    InboxText text =
        new InboxText(Instant.now(), terminal, sections, inbox.get("questions").items());
    List<Screen.Line> lines = new ArrayList<>();
    for (Json section : sections) {
      boolean isPaused = section.text("name").equals("paused");
      lines.addAll(isPaused ? text.paused(section, inbox) : text.of(section));
    }
    for (Screen.Line line : lines) {
      terminal.printWrapped(line.colour(), hang(line.text()), line.text());
    }
    if (lines.isEmpty()) {
      terminal.say("nothing waits for you");
    }
  }

  /** What is broken off stands below what the line says. */
  private static int hang(String line) {
    int indent = line.length() - line.stripLeading().length();
    return Math.max(2, InboxText.IN - indent);
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
}
