package dev.agentpool.provider.acp;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.Wanted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A {@code session/request_permission}, and the answers that it offers. */
final class AcpPermission {
  private AcpPermission() {}

  static Wanted of(JsonNode params) {
    JsonNode call = params.path("toolCall");
    return Json.text(call.path("_meta"), "qwenInteractionKind", "").equals("user_question")
        ? words(call, new Options(params.path("options")))
        : permission(params, call);
  }

  /** Qwen Code asks in words so; it takes the answers beside the outcome, by their number. */
  private static Wanted.Words words(JsonNode call, Options options) {
    List<Wanted.Question> questions = new ArrayList<>();
    for (JsonNode one : call.path("_meta").path("qwenQuestions")) {
      List<String> labels = new ArrayList<>();
      one.path("options").forEach(option -> labels.add(Json.text(option, "label", "")));
      questions.add(
          new Wanted.Question(
              String.valueOf(questions.size()), Json.text(one, "question", ""), labels));
    }
    return new Wanted.Words(
        Json.text(call, "toolCallId", ""),
        questions,
        said -> {
          ObjectNode answer = (ObjectNode) options.selected("allow_once", "allow_always");
          return answer.set("answers", Json.node(said));
        },
        options.denied(""),
        options.cancelled());
  }

  private static Wanted.Permission permission(JsonNode params, JsonNode call) {
    return new Wanted.Permission(
        Json.text(call, "toolCallId", ""),
        AcpUpdates.tool(call, "a tool"),
        AcpUpdates.summary(call),
        Json.plain(call.path("rawInput")),
        doing(Json.text(call, "kind", "")),
        places(call),
        new Options(params.path("options")));
  }

  private static Wanted.Doing doing(String kind) {
    return switch (kind) {
      case "read", "search", "think" -> Wanted.Doing.LOOKS;
      case "edit", "delete", "move" -> Wanted.Doing.EDITS;
      case "execute" -> Wanted.Doing.RUNS;
      default -> Wanted.Doing.OTHER; // fetch, switch_mode, other, and what is not known yet
    };
  }

  private static List<Path> places(JsonNode call) {
    List<Path> places = new ArrayList<>();
    call.path("locations").forEach(location -> add(places, Json.text(location, "path", "")));
    call.path("content").forEach(content -> add(places, Json.text(content, "path", "")));
    return places;
  }

  private static void add(List<Path> places, String path) {
    try {
      if (!path.isEmpty()) {
        places.add(Path.of(path));
      }
    } catch (InvalidPathException odd) {
      places.add(Path.of("/")); // nowhere in the workspace
    }
  }

  private record Options(JsonNode options) implements Wanted.Answers {
    @Override
    public @Nullable JsonNode allowed(@Nullable Map<String, Object> input) {
      return input == null ? selected("allow_once", "allow_always") : null;
    }

    @Override
    public JsonNode denied(String why) {
      return selected("reject_once", "reject_always");
    }

    @Override
    public JsonNode cancelled() {
      JsonNode outcome = Json.object().put("outcome", "cancelled");
      return Json.object().set("outcome", outcome);
    }

    /** Once where that is offered: what is allowed for good is no longer asked for. */
    private JsonNode selected(String first, String second) {
      for (String kind : List.of(first, second)) {
        for (JsonNode option : options) {
          if (Json.text(option, "kind", "").equals(kind)) {
            JsonNode outcome =
                Json.object()
                    .put("outcome", "selected")
                    .put("optionId", Json.text(option, "optionId", ""));
            return Json.object().set("outcome", outcome);
          }
        }
      }
      return cancelled();
    }
  }
}
