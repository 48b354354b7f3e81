package dev.agentpool.provider.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file of data, or a person's configuration, says of a CLI: members by name, each asked for
 * by its type. One that is of another type counts as absent and is objected to.
 *
 * @param where it stands, for people
 */
public record DataTable(String where, Map<String, Object> members, List<String> objections) {

  public static DataTable of(String where, Map<String, Object> members) {
    return new DataTable(where, members, new ArrayList<>());
  }

  /** Empty when it is not there. */
  public String text(String name) {
    Object said = members.get(name);
    if (said == null || said instanceof String) {
      return said == null ? "" : (String) said;
    }
    return wrong(name, "a text", "");
  }

  public boolean flag(String name, boolean otherwise) {
    Object said = members.get(name);
    if (said == null || said instanceof Boolean) {
      return said == null ? otherwise : (Boolean) said;
    }
    return wrong(name, "true or false", otherwise);
  }

  public int number(String name, int otherwise) {
    Object said = members.get(name);
    if (said == null) {
      return otherwise;
    }
    return said instanceof Number number
        ? number.intValue()
        : wrong(name, "a whole number", otherwise);
  }

  /** One text is a list of one. */
  public List<String> texts(String name) {
    Object said = members.get(name);
    if (said instanceof String one) {
      return one.isBlank() ? List.of() : List.of(one);
    }
    if (said == null) {
      return List.of();
    }
    return said instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(Object::toString).toList()
        : wrong(name, "a list of texts", List.of());
  }

  public Map<String, String> pairs(String name) {
    Object said = members.get(name);
    if (said == null) {
      return Map.of();
    }
    if (!(said instanceof Map<?, ?> table)) {
      return wrong(name, "a table of texts", Map.of());
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    table.forEach((key, value) -> pairs.put(key.toString(), String.valueOf(value)));
    return pairs;
  }

  /** One within; without members when it is not there. */
  public DataTable table(String name) {
    Object said = members.get(name);
    if (said != null && !(said instanceof Map)) {
      wrong(name, "a table", "");
    }
    return within(name, said);
  }

  /** Several within. */
  public List<DataTable> tables(String name) {
    Object said = members.get(name);
    if (said == null) {
      return List.of();
    }
    return said instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)
        ? list.stream().map(one -> within(name, one)).toList()
        : wrong(name, "a list of tables", List.of());
  }

  private DataTable within(String name, @Nullable Object said) {
    Map<String, Object> inner = new LinkedHashMap<>();
    if (said instanceof Map<?, ?> table) {
      table.forEach((key, value) -> inner.put(key.toString(), value));
    }
    return new DataTable(name + " in " + where, inner, objections);
  }

  /** Objects to members that nobody knows. */
  public void only(Set<String> known) {
    Set<String> odd = new TreeSet<>(members.keySet());
    odd.removeAll(known);
    odd.forEach(name ->
        objections.add(
            where + " has no " + name + "; there is: " + String.join(", ", new TreeSet<>(known))));
  }

  /** Objects to what a member says. */
  public <T> T wrong(String name, String wanted, T instead) {
    objections.add(name + " in " + where + " must be " + wanted);
    return instead;
  }
}
