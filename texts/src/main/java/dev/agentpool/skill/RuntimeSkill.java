package dev.agentpool.skill;

import dev.agentpool.document.Fields;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Source;
import java.nio.file.Path;
import java.util.Optional;

/** What was registered under a name while the pool ran, as text that keeps all of it. */
public sealed interface RuntimeSkill {
  /** A skill as a client gave it. */
  record Given(Skill skill) implements RuntimeSkill {}

  /** One that was saved since, into a file of the project that is in no folder of skills. */
  record SavedTo(Path file) implements RuntimeSkill {}

  /** Throws {@link SkillException} or {@link IllegalArgumentException} for a text that is none. */
  static RuntimeSkill read(String text) {
    try {
      Fields fields = SkillJson.fields(text);
      Optional<String> file = fields.text("saved_to");
      return file.isPresent() && !fields.has("prompt")
          ? new SavedTo(Path.of(file.get()))
          : new Given(SkillJson.read(fields, "", null, Source.RUNTIME));
    } catch (UnreadableDocument e) {
      throw SkillException.invalid(String.valueOf(e.getMessage()));
    }
  }

  default String text() {
    return switch (this) {
      case Given(Skill skill) -> SkillJson.write(skill);
      case SavedTo(Path file) -> "{\"saved_to\": " + SkillJson.quote(file.toString()) + "}";
    };
  }
}
