import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/** Prints the functions in a report of JaCoCo (its XML) of which fewer lines ran than so many percent, and the whole. */
class Uncovered {
  /** Shorter ones are no news. */
  private static final int LINES = 3;

  record Function(String name, String where, int ran, int missed) {
    int percent() {
      return 100 * ran / (ran + missed);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int threshold = Integer.parseInt(arguments[1]);
    List<Function> all = functions(Path.of(arguments[0]));
    List<Function> below =
        all.stream()
            .filter(function -> function.ran() + function.missed() >= LINES && function.percent() < threshold)
            .sorted(Comparator.comparing(Function::missed).reversed().thenComparing(Function::name))
            .toList();
    for (Function one : below) {
      System.out.printf(
          "%3d %%  %3d of %3d lines not run  %s  (%s)%n", one.percent(), one.missed(), one.ran() + one.missed(), one.name(), one.where());
    }
    int ran = all.stream().mapToInt(Function::ran).sum();
    int lines = ran + all.stream().mapToInt(Function::missed).sum();
    System.out.printf(
        "%d of %d functions below %d %%; of %d lines the tests ran %.1f %%%n",
        below.size(), all.size(), threshold, lines, lines == 0 ? 0 : 100.0 * ran / lines);
  }

  private static List<Function> functions(Path report) throws Exception {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    List<Function> found = new ArrayList<>();
    try (var in = Files.newInputStream(report)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String owner = "";
      String file = "";
      String name = null;
      String line = "";
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "class" -> {
              owner = xml.getAttributeValue(null, "name").replace('/', '.');
              file = xml.getAttributeValue(null, "sourcefilename");
            }
            case "method" -> {
              name = xml.getAttributeValue(null, "name");
              line = xml.getAttributeValue(null, "line");
            }
            case "counter" -> {
              if (name != null && xml.getAttributeValue(null, "type").equals("LINE")) {
                found.add(
                    new Function(
                        owner + "." + name,
                        file + ":" + line,
                        Integer.parseInt(xml.getAttributeValue(null, "covered")),
                        Integer.parseInt(xml.getAttributeValue(null, "missed"))));
              }
            }
            default -> {}
          }
        } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("method")) {
          name = null;
        }
      }
    }
    return found;
  }
}
