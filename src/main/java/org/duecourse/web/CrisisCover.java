package org.duecourse.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duecourse.booking.Purpose;
import org.duecourse.desk.Block;
import org.duecourse.desk.Site;

/**
 * Who answers crises at a clinic through a day. The clinic counts as open from its first active
 * block to its last; each piece of that time has a named person or is said to have none.
 */
final class CrisisCover {
  private CrisisCover() {}

  static List<DeskViews.Cover> of(
      LocalDate day, List<Block> blocks, Site site, Map<String, String> names) {
    List<Block> active =
        blocks.stream().filter(b -> b.day().equals(day) && b.state().equals("active")).toList();
    TreeSet<Instant> edges = new TreeSet<>();
    active.forEach(
        block -> {
          edges.add(block.starts());
          edges.add(block.ends());
        });
    List<Piece> pieces = new ArrayList<>();
    for (Instant from : edges) {
      Instant to = edges.higher(from);
      if (to == null) {
        break;
      }
      add(pieces, from, to, who(active, from, names));
    }
    return pieces.stream()
        .map(
            piece ->
                new DeskViews.Cover(
                    Zones.clock(piece.from(), site.zoneId())
                        + " to "
                        + Zones.clock(piece.to(), site.zoneId()),
                    piece.who().isEmpty() ? "nobody named" : piece.who(),
                    !piece.who().isEmpty()))
        .toList();
  }

  private record Piece(Instant from, Instant to, String who) {}

  private static void add(List<Piece> pieces, Instant from, Instant to, String who) {
    if (!pieces.isEmpty() && pieces.getLast().who().equals(who)) {
      pieces.set(pieces.size() - 1, new Piece(pieces.getLast().from(), to, who));
    } else {
      pieces.add(new Piece(from, to, who));
    }
  }

  private static String who(List<Block> active, Instant at, Map<String, String> names) {
    return active.stream()
        .filter(block -> block.purpose() == Purpose.CRISIS)
        .filter(block -> !block.starts().isAfter(at) && block.ends().isAfter(at))
        .map(block -> names.getOrDefault(block.clinicianId(), block.clinicianId()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
