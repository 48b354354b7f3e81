package dev.agentpool.redact;

/** A text that can be looked at so often and no more: what a pattern does with it is bounded. */
final class CountedText implements CharSequence {
  private static final int STEPS_A_CHARACTER = 200;
  private static final int STEPS_ANYWAY = 20_000;
  private final CharSequence text;
  private final int[] left;

  /** Thrown at the look that is one too many. */
  static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  CountedText(CharSequence text) {
    this(text, new int[] {STEPS_ANYWAY + STEPS_A_CHARACTER * text.length()});
  }

  private CountedText(CharSequence text, int[] left) {
    this.text = text;
    this.left = left;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left[0] < 0) {
      throw new TooManySteps();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new CountedText(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
