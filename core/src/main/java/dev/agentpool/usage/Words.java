package dev.agentpool.usage;

/** Texts of strangers, kept short. */
final class Words {
  private Words() {}

  static String shortened(String text, int longest) {
    String clean = text.replace('\0', ' ');
    return clean.length() <= longest ? clean : clean.substring(0, longest - 1) + "…";
  }
}
