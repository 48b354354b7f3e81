package dev.agentpool.ledger.codec;

import dev.agentpool.task.AttemptFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is true of an attempt beside its outcome. What is empty is not written. */
final class FactsCodec {
  private FactsCodec() {}

  static Map<String, Object> write(AttemptFacts facts) {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (!facts.walls().isEmpty()) {
      plain.put("walls", facts.walls());
    }
    Map<String, Object> given = new LinkedHashMap<>();
    putSome(given, "mcp_servers", facts.given().mcpServers());
    putSome(given, "plugins", facts.given().plugins());
    putSome(given, "agents", facts.given().agents());
    putSome(given, "skills", facts.given().skills());
    putSome(given, "memory", facts.given().memory());
    if (!given.isEmpty()) {
      plain.put("given", given);
    }
    putSome(
        plain,
        "denials",
        facts.denials().stream()
            .map(denial -> List.of(denial.tool(), denial.wanted(), denial.advice()))
            .toList());
    putSome(plain, "notices", facts.notices());
    if (!facts.configuredModel().isEmpty()) {
      plain.put("configured_model", facts.configuredModel());
    }
    return plain;
  }

  static AttemptFacts read(Map<String, @Nullable Object> plain) {
    Map<String, @Nullable Object> given = Json.object(plain.get("given"));
    String walls = Json.text(plain.get("walls"));
    String model = Json.text(plain.get("configured_model"));
    return new AttemptFacts(
        walls == null ? "" : walls,
        new AttemptFacts.Given(
            Json.texts(given.get("mcp_servers")),
            Json.texts(given.get("plugins")),
            Json.texts(given.get("agents")),
            Json.texts(given.get("skills")),
            Json.texts(given.get("memory"))),
        denials(plain.get("denials")),
        Json.texts(plain.get("notices")),
        model == null ? "" : model);
  }

  private static List<AttemptFacts.Denial> denials(@Nullable Object value) {
    List<AttemptFacts.Denial> denials = new ArrayList<>();
    if (value instanceof List<?> rows) {
      for (Object row : rows) {
        List<String> words = Json.texts(row);
        denials.add(new AttemptFacts.Denial(words.get(0), words.get(1), words.get(2)));
      }
    }
    return denials;
  }

  private static void putSome(Map<String, Object> plain, String name, List<?> values) {
    if (!values.isEmpty()) {
      plain.put(name, values);
    }
  }
}
