package dev.agentpool.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process's three streams: results on {@code out}, talk on {@code err}. Colour only where a
 * person looks at it.
 *
 * @param inIsTerminal whether a person types there
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 * @param colourful whether colour is wanted at all
 * @param sheet how results are wanted on {@code out}
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colourful,
    Sheet sheet) {
  /** Results as they usually are, on a terminal of the usual size. */
  public Terminal(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean inIsTerminal,
      boolean outIsTerminal,
      boolean errIsTerminal,
      boolean colourful) {
    this(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, colourful, Sheet.PLAIN);
  }

  /** This process's own streams. */
  public static Terminal ofProcess(Map<String, String> environment) {
    String noColour = environment.get("NO_COLOR");
    boolean colourful =
        (noColour == null || noColour.isEmpty()) && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        printer(new FileOutputStream(FileDescriptor.out)),
        printer(new FileOutputStream(FileDescriptor.err)),
        isTerminal(0),
        isTerminal(1),
        isTerminal(2),
        colourful,
        new Sheet(() -> Size.of(environment)));
  }

  /** The same with results on another sheet. */
  public Terminal on(Sheet other) {
    return new Terminal(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, colourful, other);
  }

  /** How many columns a line of results may have. */
  public int columns() {
    return isForGlance() ? sheet.size().get().columns() : Integer.MAX_VALUE;
  }

  /** Whether results are cut so that a person sees them at a glance. */
  public boolean isForGlance() {
    return outIsTerminal && sheet.form() == Sheet.Form.USUAL;
  }

  /** Whether lists are to have all columns that there are. */
  public boolean isWide() {
    return sheet.form() == Sheet.Form.WIDE;
  }

  /** Prints UTF-8 and remembers why it could not. */
  public static PrintStream printer(OutputStream stream) {
    return new WatchedStream(stream);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /** A line of result. */
  public void print(String line) {
    out.print(Text.clean(line));
    out.print('\n');
  }

  /** Data, on a line of JSON that has no control characters, or as the sheet writes it. */
  public void printJson(Object json) {
    out.print(sheet.data().apply(json));
    out.flush();
  }

  /** A line of talk. */
  public void say(String line) {
    err.print(Text.clean(line));
    err.print('\n');
    err.flush();
  }

  /**
   * Rings where a person looks at talk.
   *
   * @param line told by the terminal beside that, as OSC 9 has it
   * @param isShown whether this terminal takes such a line; one that does not know it leaves it out
   */
  public void ring(String line, boolean isShown) {
    if (errIsTerminal) {
      err.print(
          (isShown ? "\u001b]9;" + Text.clean(line).replace('\n', ' ') + "\u0007" : "") + "\u0007");
      err.flush();
    }
  }

  /** A piece of talk that ends no line; nothing where no person looks at it. */
  public void sayPart(Colour colour, String text) {
    if (!errIsTerminal) {
      return;
    }
    err.print(talk(colour, text));
    err.flush();
  }

  /** A line of talk in a colour, where there are colours. */
  public void say(Colour colour, String line) {
    err.print(talk(colour, line));
    err.print('\n');
    err.flush();
  }

  /** A text as {@code err} shows it in this colour. */
  String talk(Colour colour, String text) {
    return errIsTerminal && colourful && colour != Colour.PLAIN
        ? colour.on() + Text.clean(text) + Colour.OFF
        : Text.clean(text);
  }

  /**
   * The text as it is to be put into a line on {@code out}: in a colour, where there are colours.
   */
  public void printRow(Colour colour, String line) {
    out.print(coloured(colour, line));
    out.print('\n');
  }

  /**
   * Lines of result; on a terminal those that are too long for it are broken between words.
   *
   * @param hang by how many columns what is broken off is indented more than its line
   */
  public void printWrapped(Colour colour, int hang, String text) {
    if (!isForGlance()) {
      printRow(colour, text);
      return;
    }
    int columns = columns();
    for (String line : Text.clean(text).split("\n", -1)) {
      Wrapped.lines(line, columns, hang).forEach(each -> printRow(colour, each));
    }
  }

  /** A text as {@code out} shows it in this colour. */
  String coloured(Colour colour, String text) {
    return outIsTerminal && colourful && colour != Colour.PLAIN
        ? colour.on() + Text.clean(text) + Colour.OFF
        : Text.clean(text);
  }

  /** What moves the cursor of {@code out}, and text that is clean already. */
  void steer(String sequences) {
    out.print(sequences);
    out.flush();
  }

  /** Whether the reader of {@code out} went away. */
  public boolean outIsBroken() {
    return out.checkError();
  }

  /**
   * Why {@code out} takes no more, for instance because the disk is full; empty when it does, or
   * its reader went away.
   */
  public String outFailure() {
    return out instanceof WatchedStream watched ? watched.failure() : "";
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
