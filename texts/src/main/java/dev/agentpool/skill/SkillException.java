package dev.agentpool.skill;

/** A skill operation that was refused; the message says what, on which skill, and what to do. */
public final class SkillException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Code code;

  /** Stable, for the faces to map. */
  public enum Code {
    NOT_FOUND,
    MISSING_ARGUMENT,
    /** what was given is not a skill */
    INVALID,
    /** it is a skill, but this may not be done with it */
    REFUSED,
    /** a file could not be written */
    IO
  }

  public SkillException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public SkillException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  static SkillException notFound(String name) {
    return notFound(name, "");
  }

  /** {@code why}: what became of the one of that name, or what may have been meant. */
  static SkillException notFound(String name, String why) {
    return new SkillException(Code.NOT_FOUND, "skill not found: " + name + why);
  }

  static SkillException invalid(String message) {
    return new SkillException(Code.INVALID, message);
  }

  static SkillException refused(String message) {
    return new SkillException(Code.REFUSED, message);
  }
}
