package org.duecourse.web;

import java.util.List;
import java.util.Map;

/** What the boards show. */
public final class BoardViews {
  private BoardViews() {}

  /**
   * A figure.
   *
   * @param value in words, with its interval where it has one
   * @param address its rows or its definition, or empty
   */
  public record Figure(String name, String value, String address) {}

  /** A month: first and return side by side. */
  public record Month(String month, Figure first, Figure comeBack) {}

  /** The manager's board of a clinic. */
  public record Board(
      DeskViews.Where where,
      String finding,
      String counted,
      String why,
      List<Month> months,
      List<Figure> waiting,
      List<Figure> people,
      List<Figure> time,
      List<Figure> alerts) {}

  /** A clinic on the board for both sides: its figures in the order of the columns. */
  public record Clinic(String name, List<String> figures) {}

  /** The board for both sides of a contract. */
  public record Contract(
      String counted, String why, String notice, List<Figure> columns, List<Clinic> clinics) {}

  /**
   * One figure, down to its rows.
   *
   * @param columns of the rows
   * @param rows the first rows, or empty where the account may not see them
   * @param inAll how many there are
   * @param whoSees why no rows are shown, or empty
   */
  public record Explained(
      String asks,
      List<DeskViews.Fact> definition,
      List<DeskViews.Fact> figures,
      List<String> notes,
      String sql,
      List<String> columns,
      List<Map<String, String>> rows,
      long inAll,
      String whoSees) {}
}
