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
      "  agentpool answer question-1a2b yes --for 1h",
      "  agentpool answer question-1a2b no \"not that file\"",
      "  agentpool answer question-1a2b \"the second of them\"",
      "  agentpool answer question-1a2b raise 5 today"
    })
final class AnswerCommand extends Command {
  private static final long SHORTEST = 60_000;
  private static final long LONGEST = 7L * 24 * 60 * 60 * 1_000;

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

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description =
          "With yes: exactly the same is allowed unasked in this pool for so long, 1m to 7d.")
  @Nullable String lasting;

  @Option(
      names = "--for-session",
      description = "With yes: the same is allowed unasked in the conversation that asked.")
  boolean inSession;

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
    forAWhile(word, body);
    Json question = here.daemon().post(Query.question(id, "/answer"), body);
    if (json) {
      here.terminal().printJson(question);
    } else {
      here.terminal()
          .print(
              question.text("title") + " — " + (isVerdict ? word : "answered") + until(question));
    }
    return ExitCode.DONE;
  }

  private void forAWhile(String word, JsonObject body) {
    if (lasting == null && !inSession) {
      return;
    }
    if (!word.equals("yes")) {
      throw CliException.usage(
          "only a yes can hold for a while: leave --for and --for-session out, or answer yes");
    }
    if (input != null) {
      throw CliException.usage(
          "what is allowed for a while is what was asked: with --input it is allowed once");
    }
    if (lasting != null) {
      long millis = Durations.millis(lasting);
      if (millis < SHORTEST || millis > LONGEST) {
        throw CliException.usage(
            "a permission lasts 1 minute to 7 days, as in --for 1h, not \"" + lasting + "\"");
      }
      body.put("allow_for_ms", millis);
    }
    body.put("for_session", inSession);
  }

  private static String until(Json question) {
    Json answer = question.get("answer");
    return answer.get("until_ms").isNull()
        ? ""
        : ", and the same unasked until "
            + GrantsCommand.until(answer)
            + " (agentpool inbox grants)";
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
