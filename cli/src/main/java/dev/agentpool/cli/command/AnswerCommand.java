package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question of the inbox. */
@CommandLine.Command(
    name = "answer",
    description = "Answer a question of the inbox; the first answer counts.",
    footer = {
      "",
      "Example:",
      "  agentpool answer question-1a2b yes",
      "  agentpool answer question-1a2b no \"not that file\"",
      "  agentpool answer question-1a2b \"the second of them\"",
      "  agentpool answer question-1a2b raise 5 today"
    })
final class AnswerCommand extends Command {
  @Parameters(index = "0", paramLabel = "ID", description = "The question.")
  String id = "";

  @Parameters(index = "1", paramLabel = "yes|no|TEXT", description = "What you say.")
  String said = "";

  @Parameters(
      index = "2..*",
      arity = "0..3",
      paramLabel = "WHY",
      description = "With yes or no; with raise, by how much, and for today or for good.")
  List<String> more = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "JSON",
      description = "With yes: what the tool gets instead of what the agent wanted.")
  @Nullable String input;

  @Override
  public int run(Surroundings here) {
    String word = said.strip().toLowerCase(Locale.ROOT);
    boolean isVerdict = word.equals("yes") || word.equals("no");
    if (said.isBlank()) {
      throw CliException.usage("the answer is empty: say yes, no, or a text");
    }
    boolean isRaise = word.equals("raise");
    if (!isRaise && more.size() > (isVerdict ? 1 : 0)) {
      throw CliException.usage("a text is one argument: put it into quotes");
    }
    String whole = isRaise ? String.join(" ", said, String.join(" ", more)).strip() : said;
    JsonObject body =
        Json.object()
            .put("answer", isVerdict ? word : "text")
            .put("by", System.getProperty("user.name"));
    String why = more.isEmpty() ? null : more.getFirst();
    String text = isVerdict ? why : whole;
    if (text != null) {
      body.put("text", text);
    }
    if (input != null) {
      body.put("input", object(input));
    }
    Json question = here.daemon().post(Query.question(id, "/answer"), body);
    if (json) {
      here.terminal().printJson(question);
    } else {
      here.terminal().print(question.text("title") + " — " + (isVerdict ? word : "answered"));
    }
    return ExitCode.DONE;
  }

  private static Object object(String text) {
    try {
      Object value = Json.parse(text).value();
      if (value instanceof Map<?, ?>) {
        return value;
      }
    } catch (IllegalArgumentException noJson) {
      throw CliException.usage("--input is no JSON: " + noJson.getMessage());
    }
    throw CliException.usage("--input must be a JSON object, such as {\"command\": \"ls\"}");
  }
}
