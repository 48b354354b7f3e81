package dev.agentpool.node.question;

import dev.agentpool.keep.KeptTexts;
import dev.agentpool.question.Asked;
import dev.agentpool.session.ToolDesk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What agents ask, as questions to a person. */
final class AskedTexts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TELLING =
      List.of("command", "cmd", "file_path", "path", "url", "query", "pattern");
  private static final int SHOWN = 200;

  private AskedTexts() {}

  /** Throws {@link IllegalArgumentException} when it is too large to be shown to a person. */
  static Asked permission(ToolDesk.Ask ask, String provider, KeptTexts kept) {
    return new Asked(
        Asked.Kind.PERMISSION,
        line(kept.over(ask.tool() + telling(ask.input()))),
        payload(ask, provider),
        List.of());
  }

  static Asked words(String question, List<String> options, String provider, KeptTexts kept) {
    return new Asked(
        Asked.Kind.AGENT,
        line(kept.over(question)),
        JSON.writeValueAsString(Map.of("question", question, "provider", provider)),
        options);
  }

  private static String payload(ToolDesk.Ask ask, String provider) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("tool", ask.tool());
    payload.put("provider", provider);
    payload.put("input", ask.input());
    return JSON.writeValueAsString(payload);
  }

  private static String telling(Map<String, Object> input) {
    for (String member : TELLING) {
      Object value = input.get(member);
      if (value instanceof String text) {
        return ": " + text;
      }
      if (value instanceof List<?> words) {
        return ": " + String.join(" ", words.stream().map(String::valueOf).toList());
      }
    }
    return input.isEmpty() ? "" : ": " + JSON.writeValueAsString(input);
  }

  private static String line(String text) {
    String one =
        text.strip().replaceAll("\\s*[\\n\\r\\u2028\\u2029\\u0085\\u000b\\u000c]+\\s*", " ⏎ ");
    return one.length() <= SHOWN ? one : one.substring(0, SHOWN) + "…";
  }

  /** The input that somebody gave in its place. Throws {@link IllegalArgumentException}. */
  @SuppressWarnings("unchecked") // an object is read as a map
  static Map<String, Object> input(String json) {
    try {
      return JSON.readValue(json, Map.class);
    } catch (tools.jackson.core.JacksonException noObject) {
      throw new IllegalArgumentException(
          "the changed input is no JSON object: " + noObject.getOriginalMessage(), noObject);
    }
  }
}
