package dev.agentpool.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rooms and the arrows between them, as the table in section 5 of docs/architecture.md has
 * them: there is no other list. A room is a package below {@code dev.agentpool}; a name that ends
 * in {@code ..} is the package with all below it.
 */
final class Rooms {
  static final String ROOT = "dev.agentpool.";
  private static final Path PAGE = Path.of("../docs/architecture.md");
  private static final String HEAD = "| module | package (`dev.agentpool.…`) |";
  private static final String MANY = "| shows more than three types |";
  private final List<Room> all;

  private Rooms(List<Room> all) {
    this.all = List.copyOf(all);
  }

  static Rooms ofTheHouse() {
    return read(page());
  }

  private static List<String> page() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rooms that show more than three public types, each beside its reason. */
  static Set<String> withManyTypes() {
    Set<String> names = new TreeSet<>();
    for (String line : table(page(), MANY)) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      if (cells.size() != 4 || cells.get(2).isEmpty()) {
        throw new IllegalArgumentException("rooms that show many types have a reason: " + line);
      }
      for (String name : cells.get(1).split(", ")) {
        if (!names.add(unquoted(name))) {
          throw new IllegalArgumentException(name + " is there twice");
        }
      }
    }
    return names;
  }

  /** The table in the lines of a page; a row without a package (tests, benchmarks) is no room. */
  static Rooms read(List<String> page) {
    List<Room> rooms = new ArrayList<>();
    String module = "";
    for (String line : table(page, HEAD)) {
      List<String> cells =
          Arrays.stream(line.split("\\|", -1)).skip(1).limit(5).map(String::strip).toList();
      if (cells.size() != 5 || cells.get(2).isEmpty()) {
        throw new IllegalArgumentException("a room has five cells and holds something: " + line);
      }
      module = cells.get(0).isEmpty() ? module : unquoted(cells.get(0));
      if (!cells.get(1).isEmpty()) {
        rooms.add(
            new Room(
                module, unquoted(cells.get(1)), words(cells.get(3)), Library.of(cells.get(4))));
      }
    }
    return new Rooms(rooms);
  }

  private static List<String> table(List<String> page, String head) {
    List<String> rows =
        page.stream()
            .dropWhile(line -> !line.startsWith(head))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("the page has no table that begins with " + head);
    }
    return rows;
  }

  private static String unquoted(String cell) {
    if (!cell.matches("`[a-z.]+`")) {
      throw new IllegalArgumentException("no name of one module or package: " + cell);
    }
    return cell.substring(1, cell.length() - 1);
  }

  private static List<String> words(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(", "));
  }

  List<Room> all() {
    return all;
  }

  /** The room of a package: the closest that is listed. */
  Optional<Room> of(String packageName) {
    Optional<Room> closest = Optional.empty();
    for (Room room : all) {
      if (room.holds(packageName)
          && closest.map(other -> other.name.length() < room.name.length()).orElse(true)) {
        closest = Optional.of(room);
      }
    }
    return closest;
  }

  /**
   * @param module the Maven module whose sources it is in
   * @param name package below the root
   * @param arrows rooms it may use
   * @param libraries what it may use of outside the house
   */
  record Room(String module, String name, List<String> arrows, List<Library> libraries) {
    boolean holds(String packageName) {
      return name.endsWith("..")
          ? (packageName + ".").startsWith(ROOT + name.substring(0, name.length() - 1))
          : packageName.equals(ROOT + name);
    }

    boolean mayUse(Room other) {
      return name.equals(other.name) || arrows.contains(other.name);
    }
  }
}
