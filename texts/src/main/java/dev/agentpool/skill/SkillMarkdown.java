package dev.agentpool.skill;

import dev.agentpool.document.Document;
import dev.agentpool.document.Fields;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The SKILL.md form of a skill, both ways: what is written is read as the same skill. Front matter
 * of Claude Code is understood as well; what agentpool does not use is kept.
 */
final class SkillMarkdown {
  static final String FILE = "SKILL.md";
  private static final Set<String> KNOWN =
      Set.of("name", "description", "allowed-tools", "argument-hint", "metadata");
  private static final Set<String> KNOWN_METADATA = Set.of("scope", "arguments", "config");

  private SkillMarkdown() {}

  /**
   * @param folder the name for a skill that does not give one
   */
  static Skill read(Document document, String folder, @Nullable Path dir, Source source)
      throws UnreadableDocument {
    if (!document.hasFront()) {
      throw new UnreadableDocument(
          1,
          "does not begin with front matter; begin with a line ---, then name: and description:,"
              + " then a line ---");
    }
    Fields front = document.front();
    Fields metadata = front.table("metadata");
    String name = front.text("name").orElse(folder);
    Map<String, Object> config = new LinkedHashMap<>(SkillFields.config(metadata));
    if (front.has("allowed-tools")) {
      config.put("allowed_tools", front.words("allowed-tools"));
    }
    addChoices(front, config);
    return new Skill(
        name,
        front.text("description").orElse(""),
        document.body(),
        arguments(front, metadata),
        config,
        SkillFields.scope(metadata, name),
        hint(front),
        dir,
        source,
        other(front, metadata));
  }

  /** Claude Code's own keys for what are settings here; those in metadata.config win. */
  private static void addChoices(Fields front, Map<String, Object> config)
      throws UnreadableDocument {
    for (String key : List.of("model", "effort")) {
      String chosen = front.text(key).orElse("inherit");
      if (!chosen.equals("inherit")) {
        config.putIfAbsent(key, chosen);
      }
    }
  }

  /** Claude Code names arguments at the top level. */
  private static List<Argument> arguments(Fields front, Fields metadata) throws UnreadableDocument {
    return metadata.has("arguments")
        ? SkillFields.arguments(metadata, "arguments")
        : SkillFields.arguments(front, "arguments");
  }

  /** Unquoted, {@code [file]} is a YAML list; it is meant as a text. */
  private static @Nullable String hint(Fields front) throws UnreadableDocument {
    return front.value("argument-hint").orElse("") instanceof List<?>
        ? "[" + String.join(", ", front.words("argument-hint")) + "]"
        : front.text("argument-hint").orElse(null);
  }

  private static Map<String, Object> other(Fields front, Fields metadata) {
    Map<String, Object> other = new LinkedHashMap<>();
    for (String key : front.others(KNOWN)) {
      if (!key.equals("arguments")) {
        other.put(key, front.values().get(key));
      }
    }
    Map<String, Object> more = new LinkedHashMap<>(metadata.values());
    more.keySet().removeAll(KNOWN_METADATA);
    if (!more.isEmpty()) {
      other.put("metadata", more);
    }
    return other;
  }

  static String write(Skill skill) {
    Map<String, Object> front = new LinkedHashMap<>();
    front.put("name", skill.name());
    front.put("description", skill.description());
    if (skill.argumentHint() != null) {
      front.put("argument-hint", skill.argumentHint());
    }
    Map<String, Object> config = new LinkedHashMap<>(skill.config());
    Object tools = config.get("allowed_tools");
    if (tools instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      config.remove("allowed_tools");
      front.put("allowed-tools", commaText(list));
    }
    Map<String, Object> metadata = metadata(skill, config);
    skill
        .other()
        .forEach((key, value) -> {
          if (key.equals("metadata") && value instanceof Map<?, ?> more) {
            more.forEach((k, v) -> metadata.putIfAbsent(String.valueOf(k), v));
          } else {
            front.putIfAbsent(key, value);
          }
        });
    front.put("metadata", metadata);
    return "---\n" + yaml(front) + "---\n\n" + skill.prompt() + "\n";
  }

  private static Map<String, Object> metadata(Skill skill, Map<String, Object> config) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("scope", skill.scope().wireName());
    if (!skill.arguments().isEmpty()) {
      List<Map<String, Object>> arguments = new ArrayList<>();
      for (Argument argument : skill.arguments()) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", argument.name());
        fields.put("description", argument.description());
        fields.put("required", argument.required());
        arguments.add(fields);
      }
      metadata.put("arguments", arguments);
    }
    if (!config.isEmpty()) {
      metadata.put("config", config);
    }
    return metadata;
  }

  /** The comma form when it reads back as the same list, else the list. */
  private static Object commaText(List<?> tools) {
    List<String> texts = tools.stream().map(String::valueOf).toList();
    String joined = String.join(", ", texts);
    return !texts.isEmpty() && Fields.split(joined).equals(texts) ? joined : texts;
  }

  private static String yaml(Map<String, Object> front) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setIndent(2)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(front);
  }
}
