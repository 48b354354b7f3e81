package dev.agentpool.question;

import java.util.regex.Pattern;

/** {@code question-} and hexadecimal digits. */
public record QuestionId(String value) {
  private static final Pattern FORM = Pattern.compile("question-[0-9a-f]{1,40}");

  public QuestionId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a question's id: '" + value + "' (expected question- and hexadecimal digits)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
