package dev.agentpool.post;

import dev.agentpool.knowledge.curation.ExpertLook;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a curation that a person wanted.
 *
 * @param experts what counting tells of each
 * @param tidied changes that rules made by themselves, a line each
 * @param mail by which the researcher was asked; null where nobody was
 * @param taken what became of that mail; null where there is none
 */
public record Curated(
    List<ExpertLook> experts, List<String> tidied, @Nullable String mail, @Nullable Taken taken) {
  public Curated {
    experts = List.copyOf(experts);
    tidied = List.copyOf(tidied);
  }

  public Optional<String> mailId() {
    return Optional.ofNullable(mail);
  }

  public Optional<Taken> told() {
    return Optional.ofNullable(taken);
  }
}
