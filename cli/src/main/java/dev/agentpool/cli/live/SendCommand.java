package dev.agentpool.cli.live;

import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says something to a session. */
@CommandLine.Command(
    name = "send",
    description =
        "Answer what a live session asks, speak into the turn that runs, where its provider can,"
            + " or give it its next turn.",
    footer = {
      "",
      "Example:",
      "  agentpool send ap_0123456789ab \"Use the second one\"",
      "  agentpool send ap_0123456789ab --stdin < notes.md"
    })
final class SendCommand extends NamedSession {
  private static final String EXAMPLE = "agentpool send <session-id> \"go on\" --json";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MESSAGE",
      description = "What to say; \"\" takes the choice that a terminal marks.")
  @Nullable String message;

  @Option(names = "--stdin", description = "Read the message from standard input.")
  boolean stdin;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key is the same turn.")
  @Nullable String idempotencyKey;

  @Override
  public String example() {
    return EXAMPLE;
  }

  @Override
  public int run(Surroundings here) {
    Json sent =
        here.daemon()
            .post(
                path(id, "/messages"),
                Json.object()
                    .put("message", message(here))
                    .putIfThere("idempotency_key", idempotencyKey));
    if (json) {
      here.terminal().printJson(sent);
    } else {
      print(here.terminal(), sent);
    }
    return ExitCode.DONE;
  }

  private String message(Surroundings here) {
    if (stdin && message != null) {
      throw wrong("INVALID_REQUEST", "the message stands there, and --stdin too", EXAMPLE);
    }
    if (stdin) {
      String said = Inputs.standardInput(here);
      if (said.isEmpty()) {
        throw wrong("INVALID_STDIN", "there is no message on standard input", EXAMPLE);
      }
      return said;
    }
    if (message == null) {
      throw wrong("INVALID_REQUEST", "say the message, or --stdin", EXAMPLE);
    }
    return message;
  }

  private static void print(Terminal terminal, Json sent) {
    terminal.print("session: " + sent.text("session_id"));
    terminal.print("delivered_as: " + sent.text("delivered_as"));
    String turn = sent.text("task_id");
    if (!turn.isEmpty()) {
      terminal.print("turn: " + turn);
    }
    String question = sent.text("question_id");
    if (!question.isEmpty()) {
      terminal.print("question: " + question);
    }
  }
}
