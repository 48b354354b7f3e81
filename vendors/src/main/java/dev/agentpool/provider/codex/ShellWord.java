package dev.agentpool.provider.codex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Codex names a command with the shell that runs it, as {@code /bin/bash -lc 'git status'}; rules
 * and people look at what is within. Pure.
 */
final class ShellWord {
  private static final Pattern IN_A_SHELL =
      Pattern.compile("/\\S{0,200}/(?:ba|z|da|k)?sh -l?c (.+)", Pattern.DOTALL);

  private ShellWord() {}

  /** The command that the shell is given, when that is plainly all of it; else the whole text. */
  static String unwrapped(String command) {
    Matcher shell = IN_A_SHELL.matcher(command);
    if (!shell.matches()) {
      return command;
    }
    StringBuilder word = new StringBuilder();
    return read(shell.group(1), word) ? word.toString() : command;
  }

  /** Whether it is one word of a shell; what it says goes into {@code word}. */
  private static boolean read(String quoted, StringBuilder word) {
    int at = 0;
    while (at < quoted.length()) {
      char c = quoted.charAt(at);
      int end;
      if (c == '\'') {
        end = quoted.indexOf('\'', at + 1);
        word.append(quoted, at + 1, Math.max(at + 1, end));
      } else if (c == '"') {
        end = doubleQuoted(quoted, at + 1, word);
      } else if (c == '\\' && at + 1 < quoted.length()) {
        end = at + 1;
        word.append(quoted.charAt(end));
      } else {
        end = isPlain(c) ? at : -1;
        word.append(c);
      }
      if (end < 0) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  /** Where it ends; below zero when it does not, or when the shell would put something in. */
  private static int doubleQuoted(String quoted, int from, StringBuilder word) {
    for (int at = from; at < quoted.length(); at++) {
      char c = quoted.charAt(at);
      if (c == '"') {
        return at;
      }
      if (c == '$' || c == '`') {
        return -1;
      }
      boolean escapes =
          c == '\\' && at + 1 < quoted.length() && "$`\"\\".indexOf(quoted.charAt(at + 1)) >= 0;
      word.append(escapes ? quoted.charAt(++at) : c);
    }
    return -1;
  }

  private static boolean isPlain(char c) {
    return Character.isLetterOrDigit(c) || "_-./:=@%+,".indexOf(c) >= 0;
  }
}
