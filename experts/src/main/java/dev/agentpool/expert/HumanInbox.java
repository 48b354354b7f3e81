package dev.agentpool.expert;

import dev.agentpool.paper.GoText;

/** Where a person is asked for their word: {@code human_inbox}. */
public sealed interface HumanInbox {
  /** The terminal of the daemon, which a daemon of ours has not: the inbox asks instead. */
  record Stdout() implements HumanInbox {}

  /** A folder in which proposals are put and answers looked for; {@code ~/} is not yet replaced. */
  record Folder(String path) implements HumanInbox {}

  /** What cannot be used, as {@code telegram}. */
  record Unsupported(String written) implements HumanInbox {
    public String problem() {
      return "unsupported human_inbox value "
          + GoText.quoted(written)
          + ": use \"stdout\" or \"file:/path/\"";
    }
  }

  static HumanInbox of(String written) {
    if (written.isEmpty() || written.equals("stdout")) {
      return new Stdout();
    }
    String path = written.startsWith("file:") ? written.substring("file:".length()) : "";
    return path.isEmpty() ? new Unsupported(written) : new Folder(path);
  }
}
