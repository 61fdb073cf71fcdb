namespace Tracehouse.Store.Spool;

/// <summary>The segment files of a spool, oldest first, and what they take together. Safe for use by several threads.</summary>
internal sealed class SegmentList
{
    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly List<long> _numbers;
    private long _bytesClosed;
    private long _lastNumber;

    /// <summary>Finds the segments that are there; <paramref name="lastNumber"/> is one that was used before, however old.</summary>
    public SegmentList(string directory, long lastNumber)
    {
        _directory = directory;
        _numbers = [.. SegmentFile.NumbersIn(directory)];
        _bytesClosed = _numbers.Sum(number => new FileInfo(PathOf(number)).Length);
        _lastNumber = _numbers.Count > 0 ? Math.Max(_numbers[^1], lastNumber) : lastNumber;
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

    /// <summary>Takes the next number. One that then cannot be used is not given out again, or one failure would be every later one.</summary>
    public long TakeNumber()
    {
        lock (_gate)
        {
            return ++_lastNumber;
        }
    }

    /// <summary>Notes that a segment follows one that is complete with so many bytes.</summary>
    public void Add(long number, long bytesOfTheOneBefore)
    {
        lock (_gate)
        {
            _numbers.Add(number);
            _bytesClosed += bytesOfTheOneBefore;
        }
    }

    /// <summary>The first segment from this number on, or null.</summary>
    public long? From(long number)
    {
        lock (_gate)
        {
            return _numbers.Find(segment => segment >= number) is var found and > 0 ? found : null;
        }
    }

    /// <summary>Deletes all segments before this number, except one. Deleting takes the file system a while, during which nobody else has to wait.</summary>
    public void DeleteBefore(long number, long? except)
    {
        var passed = new List<long>();
        lock (_gate)
        {
            while (_numbers.Count > 0 && _numbers[0] < number && _numbers[0] != except)
            {
                passed.Add(_numbers[0]);
                _numbers.RemoveAt(0);
            }
        }

        foreach (var path in passed.Select(PathOf).Where(File.Exists))
        {
            var length = new FileInfo(path).Length;
            File.Delete(path);
            lock (_gate)
            {
                _bytesClosed -= length;
            }
        }
    }
}
