using Tracehouse.Records;

Console.WriteLine($"Tracehouse, project {ProjectId.Default}");
