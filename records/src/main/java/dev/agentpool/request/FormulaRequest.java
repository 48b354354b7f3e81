package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts a formula. */
public record FormulaRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("as its file is called, without .toml")
        String formula,
    @JsonProperty(required = true)
        @JsonPropertyDescription("with which the ids of its mails begin: PREFIX-STEP")
        @Bounds(least = 1, most = FormulaRequest.LONGEST_PREFIX)
        String prefix,
    @JsonPropertyDescription(
            "who does a step of role experts, by its id; several work side by side")
        Map<String, List<String>> experts,
    @JsonPropertyDescription("what a step is to do in place of its description, by its id")
        Map<String, String> overrides) {
  private static final int LONGEST_PREFIX = 100;
  private static final int MOST = 1_000;

  /** Refuses what is out of bounds. */
  public FormulaRequest {
    Within.text("prefix", prefix, 1, LONGEST_PREFIX);
    complete("experts", experts.values());
    complete("overrides", overrides.values());
    experts.values().forEach(names -> Within.names("experts", names, 100, MailRequest.LONGEST));
    overrides.values().forEach(text -> Within.text("overrides", text, 0, MailRequest.LONGEST_BODY));
  }

  private static void complete(String member, Collection<?> values) {
    Within.size(member, values.size(), 0, MOST);
    if (values.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("'" + member + "' has a step without a value");
    }
  }
}
