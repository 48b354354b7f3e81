package dev.agentpool.node.launch;

import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who the slot is and what its pool shares, as the agent is told (spec slot-pool 6.9). With a
 * configured system prompt it goes before and after that; without one it is added to the agent's
 * own, which would else be lost.
 */
final class SystemPrompt {
  private SystemPrompt() {}

  static Settings compose(
      Settings settings, @Nullable SlotConfig slot, List<Noted<String>> context) {
    List<String> lines = new ArrayList<>();
    Optional<String> configured = settings.find(SettingKeys.SYSTEM_PROMPT);
    identity(slot).ifPresent(lines::add);
    configured.ifPresent(lines::add);
    if (!context.isEmpty()) {
      lines.add("## Shared Context");
      context.forEach(note -> lines.add("- **" + note.key() + "**: " + note.value()));
    }
    if (lines.isEmpty() || (configured.isPresent() && lines.size() == 1)) {
      return settings;
    }
    if (configured.isPresent()) {
      return settings.with(SettingKeys.SYSTEM_PROMPT, String.join("\n", lines));
    }
    settings.find(SettingKeys.APPEND_SYSTEM_PROMPT).ifPresent(lines::addFirst);
    return settings.with(SettingKeys.APPEND_SYSTEM_PROMPT, String.join("\n", lines));
  }

  private static Optional<String> identity(@Nullable SlotConfig slot) {
    if (slot == null
        || (slot.name() == null && slot.role() == null && slot.description() == null)) {
      return Optional.empty();
    }
    StringBuilder sentence = new StringBuilder("You are ");
    sentence.append(slot.name() == null ? "a slot" : slot.name());
    if (slot.role() != null) {
      sentence.append(", a ").append(slot.role());
    }
    if (slot.description() != null) {
      sentence.append(". ").append(slot.description());
    } else if (slot.role() != null) {
      sentence.append('.');
    }
    return Optional.of(sentence.toString());
  }
}
