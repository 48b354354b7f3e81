package dev.agentpool.expert;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import java.util.Optional;

/** Names one of a pool: an expert or a role. Leads nowhere else when it becomes a folder's name. */
public record ExpertName(String value) implements Comparable<ExpertName> {
  public ExpertName {
    if (!isName(value)) {
      throw new IllegalArgumentException(problem(value));
    }
  }

  /** Whether it can be one. */
  public static boolean isName(String value) {
    return SafeName.isSafe(value) && value.chars().noneMatch(Character::isISOControl);
  }

  /** Empty when it is none, as {@code ../x} is. */
  public static Optional<ExpertName> of(String value) {
    return isName(value) ? Optional.of(new ExpertName(value)) : Optional.empty();
  }

  /** What is said of a name that is none. */
  public static String problem(String value) {
    return value.isEmpty()
        ? "expert name is required"
        : "invalid expert name " + GoText.quoted(value) + ": must not contain path separators";
  }

  /** The role that it names, if it does. */
  public Optional<Role> role() {
    return Role.of(value);
  }

  @Override
  public int compareTo(ExpertName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
