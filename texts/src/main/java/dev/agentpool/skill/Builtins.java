package dev.agentpool.skill;

import dev.agentpool.document.Document;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The skills that come with agentpool: resources {@code skills/NAME/SKILL.md}, listed in {@code
 * skills/index}.
 */
final class Builtins {
  private static final String ROOT = "/skills/";

  private Builtins() {}

  static List<Skill> all() {
    List<Skill> skills = new ArrayList<>();
    for (String name : resource("index").lines().map(String::strip).toList()) {
      if (!name.isEmpty()) {
        skills.add(one(name));
      }
    }
    return skills;
  }

  private static Skill one(String name) {
    try {
      Skill skill = SkillMarkdown.read(Document.parse(text(name)), name, null, Source.BUILTIN);
      if (!skill.name().equals(name)) {
        throw new IllegalStateException("built-in skill " + name + " is named " + skill.name());
      }
      return skill;
    } catch (UnreadableDocument e) {
      throw new IllegalStateException("built-in skill " + name + ": " + e.getMessage(), e);
    }
  }

  /** The file of a built-in skill, as it is. */
  static String text(String name) {
    return resource(name + "/" + SkillMarkdown.FILE);
  }

  private static String resource(String path) {
    try (InputStream in = Builtins.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource " + ROOT + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's resource " + ROOT + path, e);
    }
  }
}
