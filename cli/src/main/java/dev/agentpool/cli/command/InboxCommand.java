package dev.agentpool.cli.command;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what waits for a person. */
@CommandLine.Command(
    name = "inbox",
    description = "What waits for you, over all pools: questions, reviews, what stands still.",
    footer = {"", "Example:", "  agentpool inbox", "  agentpool answer question-1a2b yes"})
final class InboxCommand extends ProjectCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "One question, whole.")
  @Nullable String id;

  @Option(names = "--here", description = "Only what is of this project's pool.")
  boolean onlyHere;

  @Override
  public int run(Surroundings here) {
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
    for (Json question : inbox.get("questions").items()) {
      terminal.print(
          question.text("id")
              + "  "
              + question.text("title")
              + (question.text("task").isEmpty() ? "" : "  (" + question.text("task") + ")"));
      if (question.text("kind").equals("money")) {
        money(terminal, question);
      }
    }
    for (Json task : inbox.get("reviews").items()) {
      terminal.print(task.text("id") + "  waits for your review: agentpool approve or reject it");
    }
    for (Json standing : inbox.get("paused").items()) {
      terminal.print(Standing.line(standing.get("pause")));
    }
    for (Json hold : inbox.get("held").items()) {
      terminal.print(Standing.held(hold));
    }
    if (inbox.get("questions").items().isEmpty()
        && inbox.get("reviews").items().isEmpty()
        && inbox.get("paused").items().isEmpty()
        && inbox.get("held").items().isEmpty()) {
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
            + " raise 5 | raise 5 today | drop");
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
