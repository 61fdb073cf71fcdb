using System.Text;
using Tracehouse.Engine.Statements;
using Xunit;

namespace Tracehouse.Tests.Engine;

public sealed class StatementTests
{
    [Theory]
    [InlineData("SELECT 1", null)]
    [InlineData("SELECT 1 FORMAT JSON", "JSON")]
    [InlineData("select 1 format json;", "json")]
    [InlineData("SELECT * FORMAT CSV", "CSV")]
    [InlineData("SELECT 1 FORMAT CSV SETTINGS max_threads = 1", "CSV")]
    [InlineData("SELECT 1 SETTINGS max_threads = 1 FORMAT CSV -- FORMAT JSON", "CSV")]
    [InlineData("(SELECT 1) FORMAT CSV", "CSV")]
    [InlineData("WITH 1 AS x SELECT x FORMAT CSV /* FORMAT JSON /* nested */ */ ;", "CSV")]
    [InlineData("SELECT 'x FORMAT CSV'", null)]
    [InlineData("SELECT 'it''s \\' FORMAT CSV'", null)]
    [InlineData("SELECT $$ ' FORMAT CSV $$", null)]
    [InlineData("SELECT $x$ $$ FORMAT CSV $x$ FORMAT JSON", "JSON")]
    [InlineData("SELECT `a FORMAT CSV`", null)]
    [InlineData("SELECT \"a FORMAT CSV\"", null)]
    [InlineData("SELECT * FROM (SELECT 1 FORMAT CSV)", null)]
    [InlineData("SELECT format('{}', 1)", null)]
    [InlineData("SELECT format FROM t", null)]
    [InlineData("SELECT a AS format", null)]
    [InlineData("SELECT 1 # FORMAT CSV", null)]
    [InlineData("SELECT 1 -- FORMAT CSV\nFORMAT JSON", "JSON")]
    public void The_format_of_a_query_is_found(string sql, string? format)
    {
        var statement = Parse(sql);
        Assert.Equal(StatementKind.Select, statement.Kind);
        Assert.Equal(format, statement.Format);
        Assert.False(statement.HasSecondStatement);
    }

    [Theory]
    [InlineData("INSERT INTO t FORMAT CSV\n1,2", "INSERT INTO t ", "CSV", "1,2")]
    [InlineData("INSERT INTO t FORMAT CSV\r\n1,2", "INSERT INTO t ", "CSV", "1,2")]
    [InlineData("insert into d.t (a, b) format JSONEachRow {\"a\":1}", "insert into d.t (a, b) ", "JSONEachRow", "{\"a\":1}")]
    [InlineData("INSERT INTO t FORMAT RowBinary \n\n\u0001", "INSERT INTO t ", "RowBinary", "\n\u0001")]
    [InlineData("INSERT INTO t VALUES (1, 'FORMAT CSV')", "INSERT INTO t ", "Values", " (1, 'FORMAT CSV')")]
    [InlineData("INSERT INTO values (a) VALUES (1); ", "INSERT INTO values (a) ", "Values", " (1); ")]
    [InlineData("INSERT INTO TABLE FUNCTION null('a FORMAT CSV') FORMAT TSV\nx", "INSERT INTO TABLE FUNCTION null('a FORMAT CSV') ", "TSV", "x")]
    [InlineData("INSERT INTO t SETTINGS a = 'FORMAT X' FORMAT TSV\nx", "INSERT INTO t SETTINGS a = 'FORMAT X' ", "TSV", "x")]
    [InlineData("INSERT INTO t FORMAT TSV SETTINGS a = -1, b = 'x'\nx", "INSERT INTO t  SETTINGS a = -1, b = 'x'", "TSV", "x")]
    [InlineData("/* INSERT */ INSERT INTO t -- VALUES\nFORMAT TSV\n", "/* INSERT */ INSERT INTO t -- VALUES\n", "TSV", "")]
    public void An_insert_ends_where_its_data_begins(string sql, string query, string format, string data)
    {
        var statement = Parse(sql);
        var bytes = Encoding.UTF8.GetBytes(sql);
        Assert.Equal(StatementKind.Insert, statement.Kind);
        Assert.Equal(format, statement.Format);
        Assert.Equal(query, Encoding.UTF8.GetString([.. bytes[..statement.FormatStart], .. bytes[statement.FormatEnd..statement.End]]));
        Assert.Equal(data, Encoding.UTF8.GetString(bytes[statement.DataStart..]));
    }

    [Theory]
    [InlineData("", nameof(StatementKind.Empty))]
    [InlineData(" -- nothing", nameof(StatementKind.Empty))]
    [InlineData(";", nameof(StatementKind.Empty))]
    [InlineData("FROM t SELECT 1", nameof(StatementKind.Select))]
    [InlineData("INSERT INTO t SELECT 1 FORMAT Null", nameof(StatementKind.Other))]
    [InlineData("INSERT INTO t WITH 1 AS x SELECT x", nameof(StatementKind.Other))]
    [InlineData("WITH 1 AS x INSERT INTO t SELECT x", nameof(StatementKind.Other))]
    [InlineData("INSERT INTO t", nameof(StatementKind.Other))]
    [InlineData("EXPLAIN SELECT 1", nameof(StatementKind.Other))]
    [InlineData("CREATE TABLE t (a UInt8) ENGINE = Memory AS SELECT 1", nameof(StatementKind.Other))]
    public void The_kind_says_how_to_run_it(string sql, string kind) => Assert.Equal(kind, Parse(sql).Kind.ToString());

    [Theory]
    [InlineData("SELECT 1; SELECT 2", true)]
    [InlineData("SELECT 1;; -- end", false)]
    [InlineData("SELECT ';'", false)]
    [InlineData("SELECT 1; ; DROP TABLE t", true)]
    [InlineData("INSERT INTO t SELECT 1; SELECT 2", true)]
    public void A_second_statement_is_seen(string sql, bool expected) => Assert.Equal(expected, Parse(sql).HasSecondStatement);

    [Fact]
    public void Files_are_seen()
    {
        Assert.True(Parse("SELECT 1 INTO OUTFILE 'x' FORMAT CSV").HasIntoOutfile);
        Assert.False(Parse("SELECT 'INTO OUTFILE'").HasIntoOutfile);
        Assert.True(Parse("INSERT INTO t FROM INFILE 'x' FORMAT CSV").HasFromInfile);
        Assert.False(Parse("INSERT INTO t FORMAT CSV FROM INFILE").HasFromInfile);
    }

    private static Statement Parse(string sql) => Statement.Parse(Encoding.UTF8.GetBytes(sql));
}
