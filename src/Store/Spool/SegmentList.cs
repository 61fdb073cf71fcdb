namespace Tracehouse.Store.Spool;

/// <summary>The segment files of a spool, oldest first, and what they take together. Safe for use by several threads.</summary>
internal sealed class SegmentList
{
    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly SpareFiles _spares;
    private readonly List<(long Number, long Bytes)> _segments;
    private long _bytesClosed;
    private long _lastNumber;

    /// <summary>Finds the segments that are there; <paramref name="lastNumber"/> is one that was used before, however old.</summary>
    public SegmentList(string directory, long lastNumber, SpareFiles spares)
    {
        (_directory, _spares) = (directory, spares);
        _segments = [.. SegmentFile.NumbersIn(directory).Select(number => (number, new FileInfo(PathOf(number)).Length))];
        _bytesClosed = _segments.Sum(segment => segment.Bytes);
        _lastNumber = _segments.Count > 0 ? Math.Max(_segments[^1].Number, lastNumber) : lastNumber;
    }

    /// <summary>Bytes of all segments but the one that is being written.</summary>
    public long BytesClosed
    {
        get
        {
            lock (_gate)
            {
                return _bytesClosed;
            }
        }
    }

    /// <summary>The number after all that were ever used.</summary>
    public long NextNumber
    {
        get
        {
            lock (_gate)
            {
                return _lastNumber + 1;
            }
        }
    }

    public string PathOf(long number) => SegmentFile.PathOf(_directory, number);

    /// <summary>
    /// Begins the next segment, in a file that has been used before if there is one; the one before it is complete with so many bytes. A number that then
    /// cannot be used is not given out again, or one failure would be every later one. Throws <see cref="IOException"/> when the disk refuses.
    /// </summary>
    public SegmentWriter Begin(long bytesOfTheOneBefore)
    {
        long number;
        lock (_gate)
        {
            number = ++_lastNumber;
        }

        var path = PathOf(number);
        var next = !Path.Exists(path) && _spares.TryTake(path) ? SegmentWriter.Open(_directory, number) : SegmentWriter.Create(_directory, number);
        if (next is null)
        {
            File.Delete(path);
            next = SegmentWriter.Create(_directory, number);
        }

        lock (_gate)
        {
            if (bytesOfTheOneBefore > 0)
            {
                _segments[^1] = _segments[^1] with { Bytes = bytesOfTheOneBefore };
                _bytesClosed += bytesOfTheOneBefore;
            }

            _segments.Add((number, 0));
        }

        return next;
    }

    /// <summary>The first segment from this number on, and where it ends as far as that is known; null when there is none.</summary>
    public (long Number, long Bytes)? From(long number)
    {
        lock (_gate)
        {
            var index = _segments.FindIndex(segment => segment.Number >= number);
            return index < 0 ? null : _segments[index];
        }
    }

    /// <summary>Puts all segments before this number away, except one. That takes the file system a while, during which nobody else has to wait.</summary>
    public void DropBefore(long number, long? except)
    {
        var passed = new List<(long Number, long Bytes)>();
        lock (_gate)
        {
            while (_segments.Count > 0 && _segments[0].Number < number && _segments[0].Number != except)
            {
                passed.Add(_segments[0]);
                _segments.RemoveAt(0);
            }
        }

        foreach (var (segment, bytes) in passed)
        {
            var path = PathOf(segment);
            if (!_spares.TryKeep(path))
            {
                File.Delete(path);
            }

            lock (_gate)
            {
                _bytesClosed -= bytes;
            }
        }
    }
}
